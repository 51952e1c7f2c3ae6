using Mantle.Core.Accounts;
using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Core.Federation;
using Mantle.Policy;
using Mantle.Wire;
using Mantle.Wire.Sts;

namespace Mantle.Sts;

/// <summary>The rules that AssumeRoleWithWebIdentity and AssumeRoleWithSAML share.</summary>
static class FederatedAssume
{
    /// <summary>
    /// The trust policy alone decides, because a federated principal has no policies of its own. As at AWS, a denial tells neither the
    /// caller nor the reason, and a missing role is refused like a role that does not trust the caller.
    /// </summary>
    public static Access Requires(Call c, ActionName action, RoleReference reference, string sessionName)
    {
        var identity = c.Caller.External!;
        var role = Find(c, reference);
        var access = new Access(action, reference.Arn)
        {
            ResourceOwner = c.Account,
            ResourceTags = role?.Tags,
            ResourcePolicyKind = ResourcePolicyKind.RoleTrust,
            ResourcePolicy = role is null ? PolicySet.Empty : role.Trust.Compiled(),
            RequestTags = identity.Attributes.Tags.IsEmpty ? null : identity.Attributes.Tags,
            Keys = [("sts:RoleSessionName", sessionName), ("sts:SourceIdentity", identity.Attributes.SourceIdentity)],
            ListKeys =
            [
                ("sts:TransitiveTagKeys", identity.Attributes.TransitiveTagKeys.IsEmpty ? null : identity.Attributes.TransitiveTagKeys),
            ],
            DeniedMessage = Denied(action),
        };
        var further = new List<Access>();
        if (!identity.Attributes.Tags.IsEmpty)
            further.Add(access.For(Actions.TagSession) with { DeniedMessage = Denied(Actions.TagSession) });
        if (identity.Attributes.SourceIdentity is not null)
            further.Add(access.For(Actions.SetSourceIdentity) with { DeniedMessage = Denied(Actions.SetSourceIdentity) });
        return access with { And = further };
    }

    public static Role Role(Call c, ActionName action, RoleReference reference) =>
        Find(c, reference) ?? throw CommonErrors.AccessDenied(Denied(action));

    /// <summary>The role; null where it does not exist or its account is closed, which callers cannot tell apart.</summary>
    static Role? Find(Call c, RoleReference reference) => c.View.IsClosed(c.Account) ? null : reference.Find(c.Account);

    public static IssuedCredentials Issue(
        Call c,
        SessionTokens tokens,
        Role role,
        string sessionName,
        TimeSpan duration,
        string? policy,
        IReadOnlyList<PolicyDescriptorType>? policyArns
    )
    {
        var identity = c.Caller.External!;
        return IssuedCredentials.For(
            c,
            tokens,
            c.Account.Id,
            SessionKind.AssumedRole,
            role.Id,
            duration,
            session =>
                session with
                {
                    Name = sessionName,
                    Policy = SessionPolicyInput.Of(policy),
                    PolicyArns = SessionPolicyInput.Arns(policyArns, c.Account),
                    Tags = identity.Attributes.Tags,
                    TransitiveTagKeys = identity.Attributes.TransitiveTagKeys,
                    SourceIdentity = identity.Attributes.SourceIdentity,
                    Federation = new SessionFederation(identity.ProviderArn, identity.SessionKeys),
                }
        );
    }

    public static AssumedRoleUser AssumedRoleUser(Role role, Account account, string sessionName) =>
        new() { AssumedRoleId = $"{role.Id}:{sessionName}", Arn = $"arn:aws:sts::{account.Id}:assumed-role/{role.Name}/{sessionName}" };

    static string Denied(ActionName action) => $"Not authorized to perform {action}";
}
