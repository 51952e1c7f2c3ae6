using System.Collections.Immutable;
using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Policy;
using Tag = Mantle.Core.Accounts.Tag;

namespace Mantle.Sts;

/// <summary>
/// A service assumes a role for a workload. A service has no policies of its own, so the role's trust policy alone decides
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-service.html"/>).
/// </summary>
static class ServiceAssume
{
    /// <param name="account">The account of the role and of the workload.</param>
    /// <param name="service">The service principal.</param>
    /// <param name="role">The role.</param>
    /// <param name="sessionName">The role session name.</param>
    /// <param name="tags">The session tags. They need <c>sts:TagSession</c> besides.</param>
    /// <param name="transitiveKeys">Keys of the tags that pass to the next sessions of a role chain.</param>
    public static Access Of(
        Account account,
        string service,
        Role role,
        string sessionName,
        ImmutableArray<Tag> tags,
        ImmutableArray<string> transitiveKeys
    )
    {
        var access = new Access(Actions.AssumeRole, role.Arn)
        {
            ResourceOwner = account,
            ResourceTags = role.Tags,
            ResourcePolicyKind = ResourcePolicyKind.RoleTrust,
            ResourcePolicy = role.Trust.Compiled(),
            RequestTags = tags.IsEmpty ? null : tags,
            Keys = [("sts:RoleSessionName", sessionName)],
            ListKeys = [("sts:TransitiveTagKeys", transitiveKeys.IsEmpty ? null : transitiveKeys)],
            DeniedMessage = Denied(service, Actions.AssumeRole, role),
        };
        return tags.IsEmpty
            ? access
            : access with
            {
                And = [access.For(Actions.TagSession) with { DeniedMessage = Denied(service, Actions.TagSession, role) }],
            };
    }

    static string Denied(string service, ActionName action, Role role) =>
        $"Service: {service} is not authorized to perform: {action} on resource: {role.Arn}. The role's trust policy must allow it.";
}
