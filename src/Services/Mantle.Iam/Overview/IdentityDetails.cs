using Mantle.Core.Accounts;
using Mantle.Core.Storage;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Overview;

/// <summary>Users, groups and roles with everything that grants them permissions, as GetAccountAuthorizationDetails shows them.</summary>
static class IdentityDetails
{
    public static UserDetail Of(Core.Accounts.User user) =>
        new()
        {
            Path = user.Path,
            UserName = user.Name,
            UserId = user.Id,
            Arn = user.Arn,
            CreateDate = user.CreateDate,
            // Alone among the lists it is left out when there is nothing in it.
            UserPolicyList = user.InlinePolicies.Any() ? Inline(user) : null,
            GroupList = [.. user.Groups],
            AttachedManagedPolicies = Attached(user),
            PermissionsBoundary = Shapes.Boundary(user),
            Tags = Shapes.All(user.Tags),
        };

    public static GroupDetail Of(Core.Accounts.Group group) =>
        new()
        {
            Path = group.Path,
            GroupName = group.Name,
            GroupId = group.Id,
            Arn = group.Arn,
            CreateDate = group.CreateDate,
            GroupPolicyList = Inline(group),
            AttachedManagedPolicies = Attached(group),
        };

    public static RoleDetail Of(Core.Accounts.Role role, Core.Accounts.Account account, LastUse? use) =>
        new()
        {
            Path = role.Path,
            RoleName = role.Name,
            RoleId = role.Id,
            Arn = role.Arn,
            CreateDate = role.CreateDate,
            AssumeRolePolicyDocument = Shapes.Encoded(Shapes.Trust(role, account)),
            InstanceProfileList =
            [
                .. account.InstanceProfilesOf(role.Name).Select(name => Shapes.Of(account.InstanceProfiles.Find(name)!, account)),
            ],
            RolePolicyList = Inline(role),
            AttachedManagedPolicies = Attached(role),
            PermissionsBoundary = Shapes.Boundary(role),
            Tags = Shapes.All(role.Tags),
            RoleLastUsed = new() { LastUsedDate = use?.Time, Region = use?.Region },
        };

    static IReadOnlyList<PolicyDetail> Inline(Identity holder) =>
        [
            .. holder.InlinePolicies.Select(policy => new PolicyDetail
            {
                PolicyName = policy.Name,
                PolicyDocument = Shapes.Encoded(policy.Document.Text),
            }),
        ];

    static IReadOnlyList<AttachedPolicy> Attached(Identity holder) => [.. holder.AttachedPolicies.Select(Shapes.Attached)];
}
