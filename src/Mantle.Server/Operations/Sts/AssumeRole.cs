using Mantle.Policy;
using Mantle.Server.Accounts;
using Mantle.Server.Authentication;
using Mantle.Server.Authorization;
using Mantle.Server.Operations.Iam;
using Mantle.Wire;
using Mantle.Wire.Sts;

namespace Mantle.Server.Operations.Sts;

[Operation(IssuesCredentials = true)]
static class AssumeRole
{
    /// <summary>Takes the role's account into view, and verifies the MFA code, which the policies may ask for.</summary>
    public static async ValueTask<RoleReference> PrepareAsync(AssumeRoleRequest r, Call c, CancellationToken cancellation)
    {
        var role = RoleReference.Parse(r.RoleArn);
        await c.IncludeAsync([role.AccountId]);
        await Mfa.VerifyAsync(c, r.SerialNumber, r.TokenCode);
        return role;
    }

    public static Access Requires(AssumeRoleRequest r, Call c)
    {
        if (c.Caller.IsRoot)
            throw CommonErrors.AccessDenied("Roles may not be assumed by root accounts.");
        var reference = RoleReference.Parse(r.RoleArn);
        var account = c.FindAccount(reference.AccountId);
        var role = account is null ? null : reference.Find(account);
        var access = new Access("sts:AssumeRole", r.RoleArn)
        {
            ResourceOwner = account ?? Account.Empty(reference.AccountId),
            ResourceTags = role?.Tags,
            ResourcePolicyKind = ResourcePolicyKind.RoleTrust,
            ResourcePolicy = role is null ? PolicySet.Empty : TrustPolicies.Compiled(role),
            RequestTags = SessionTagInput.Of(r.Tags),
            Keys =
            [
                ("sts:RoleSessionName", r.RoleSessionName),
                ("sts:ExternalId", r.ExternalId),
                ("sts:SourceIdentity", r.SourceIdentity),
            ],
        };
        return access with { And = PermissionOnly(access, r) };
    }

    /// <summary>Passing tags or a source identity are accesses of their own, on the same role.</summary>
    static List<Access> PermissionOnly(Access access, AssumeRoleRequest r)
    {
        var further = new List<Access>();
        if (r.Tags is { Count: > 0 })
            further.Add(access.For("sts:TagSession"));
        if (r.SourceIdentity is not null)
            further.Add(access.For("sts:SetSourceIdentity"));
        return further;
    }

    public static AssumeRoleResponse Execute(AssumeRoleRequest r, Call c, RoleReference reference)
    {
        var account = c.FindAccount(reference.AccountId);
        if (account is null || reference.Find(account) is not { } role)
            throw CommonErrors.AccessDenied($"User: {c.Caller.Arn} is not authorized to perform: sts:AssumeRole on resource: {r.RoleArn}");
        var duration = SessionDuration.Of(r.DurationSeconds, role, isChained: c.Caller.Session is not null);
        var (tags, transitive) = SessionTagInput.Merge(r.Tags, r.TransitiveTagKeys, c.Caller.Session);
        var issued = IssuedCredentials.For(c, account.Id, SessionKind.AssumedRole, role.Id, duration, session => session with
        {
            Name = r.RoleSessionName,
            Policy = SessionPolicyInput.Of(r.Policy),
            PolicyArns = SessionPolicyInput.Arns(r.PolicyArns, account),
            Tags = tags,
            TransitiveTagKeys = transitive,
            SourceIdentity = r.SourceIdentity ?? c.Caller.Session?.SourceIdentity,
            Chained = c.Caller.Session is not null,
            MfaAt = r.TokenCode is null ? null : c.MfaAt,
        });
        return new AssumeRoleResponse
        {
            Credentials = issued.Credentials,
            AssumedRoleUser = new()
            {
                AssumedRoleId = $"{role.Id}:{r.RoleSessionName}",
                Arn = $"arn:aws:sts::{account.Id}:assumed-role/{role.Name}/{r.RoleSessionName}",
            },
            PackedPolicySize = issued.PackedPolicySize,
            SourceIdentity = r.SourceIdentity ?? c.Caller.Session?.SourceIdentity,
        };
    }
}
