using Mantle.Core.Accounts;
using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Policy;
using Mantle.Wire;
using Mantle.Wire.Sts;

namespace Mantle.Sts;

[Operation(IssuesCredentials = true)]
sealed class AssumeRole(SessionTokens tokens, MfaCodes codes)
{
    /// <summary>Takes the role's account into the view, and verifies the MFA code, because policies may ask for it.</summary>
    public async ValueTask<RoleReference> PrepareAsync(AssumeRoleRequest r, Call c, CancellationToken cancellation)
    {
        var role = RoleReference.Parse(r.RoleArn);
        await c.View.IncludeAsync(role.AccountId);
        await Mfa.VerifyAsync(c, codes, r.SerialNumber, r.TokenCode);
        return role;
    }

    public static Access Requires(AssumeRoleRequest r, Call c, RoleReference reference)
    {
        if (c.Caller.IsRoot)
            throw CommonErrors.AccessDenied("Roles may not be assumed by root accounts.");
        var account = OpenAccount(c, reference);
        var role = account is null ? null : reference.Find(account);
        var inherited = InheritedSession.From(c.Caller.Session);
        if (inherited.Forbids(r.SourceIdentity))
            throw CommonErrors.AccessDenied(Denied(r, c, Actions.SetSourceIdentity));
        var access = new Access(Actions.AssumeRole, reference.Arn)
        {
            ResourceOwner = account ?? Account.Empty(reference.AccountId),
            ResourceTags = role?.Tags,
            ResourcePolicyKind = ResourcePolicyKind.RoleTrust,
            ResourcePolicy = role is null ? PolicySet.Empty : role.Trust.Compiled(),
            RequestTags = inherited.With(SessionTagInput.Of(r.Tags)),
            Keys =
            [
                ("sts:RoleSessionName", r.RoleSessionName),
                ("sts:ExternalId", r.ExternalId),
                ("sts:SourceIdentity", r.SourceIdentity ?? inherited.SourceIdentity),
            ],
            ListKeys = [("sts:TransitiveTagKeys", inherited.With(r.TransitiveTagKeys))],
        };
        return access with { And = PermissionOnly(access, r, c, inherited) };
    }

    /// <summary>
    /// Passing tags or a source identity needs a permission of its own on the same role. The tags and the source identity that the caller's
    /// session carries on count as passed. For them, and for any source identity in a role chain, the caller's own policies as well as the
    /// role's trust policy must allow it
    /// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html"/>).
    /// </summary>
    static List<Access> PermissionOnly(Access access, AssumeRoleRequest r, Call c, InheritedSession inherited)
    {
        var further = new List<Access>();
        if (r.Tags is { Count: > 0 } || !inherited.Tags.IsEmpty)
            Add(Actions.TagSession, inBoth: !inherited.Tags.IsEmpty);
        if (r.SourceIdentity is not null || inherited.SourceIdentity is not null)
            Add(Actions.SetSourceIdentity, inBoth: inherited.SourceIdentity is not null || c.Caller.Identity is Role);
        return further;

        void Add(ActionName action, bool inBoth)
        {
            further.Add(access.For(action));
            if (inBoth)
                further.Add(access.For(action).ByCaller() with { DeniedMessage = Denied(r, c, action) });
        }
    }

    /// <summary>The role's account; null where it does not exist or is closed, which callers cannot tell apart.</summary>
    static Account? OpenAccount(Call c, RoleReference reference) =>
        c.FindAccount(reference.AccountId) is { } account && !c.View.IsClosed(account) ? account : null;

    static string Denied(AssumeRoleRequest r, Call c, ActionName action) =>
        $"User: {c.Caller.Arn} is not authorized to perform: {action} on resource: {r.RoleArn}";

    /// <summary>
    /// The MFA code counts for this call only: the new session does not count as authenticated with MFA
    /// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html"/>).
    /// </summary>
    public AssumeRoleResponse Execute(AssumeRoleRequest r, Call c, RoleReference reference)
    {
        var account = OpenAccount(c, reference);
        if (account is null || reference.Find(account) is not { } role)
            throw CommonErrors.AccessDenied(Denied(r, c, Actions.AssumeRole));
        var duration = SessionDuration.Of(r.DurationSeconds, role, isChained: c.Caller.Session is not null);
        var (tags, transitive) = SessionTagInput.Merge(r.Tags, r.TransitiveTagKeys, c.Caller.Session);
        var issued = IssuedCredentials.For(
            c,
            tokens,
            account.Id,
            SessionKind.AssumedRole,
            role.Id,
            duration,
            session =>
                session with
                {
                    Name = r.RoleSessionName,
                    Policy = SessionPolicyInput.Of(r.Policy),
                    PolicyArns = SessionPolicyInput.Arns(r.PolicyArns, account),
                    Tags = tags,
                    TransitiveTagKeys = transitive,
                    SourceIdentity = r.SourceIdentity ?? c.Caller.Session?.SourceIdentity,
                    Chained = c.Caller.Session is not null,
                }
        );
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
