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
            // AWS leaves out this list, and no other, when it is empty.
            UserPolicyList = user.InlinePolicies.Any() ? Inline(user) : null,
            GroupList = [.. user.Groups],
            AttachedManagedPolicies = Attached(user),
            PermissionsBoundary = Answers.Boundary(user),
            Tags = Answers.All(user.Tags),
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
            AssumeRolePolicyDocument = Answers.Encoded(Answers.Trust(role, account)),
            InstanceProfileList =
            [
                .. account.InstanceProfilesOf(role.Name).Select(name => Answers.Of(account.InstanceProfiles.Find(name)!, account)),
            ],
            RolePolicyList = Inline(role),
            AttachedManagedPolicies = Attached(role),
            PermissionsBoundary = Answers.Boundary(role),
            Tags = Answers.All(role.Tags),
            RoleLastUsed = new() { LastUsedDate = use?.Time, Region = use?.Region },
        };

    static IReadOnlyList<PolicyDetail> Inline(Identity holder) =>
        [
            .. holder.InlinePolicies.Select(policy => new PolicyDetail
            {
                PolicyName = policy.Name,
                PolicyDocument = Answers.Encoded(policy.Document.Text),
            }),
        ];

    static IReadOnlyList<AttachedPolicy> Attached(Identity holder) => [.. holder.AttachedPolicies.Select(Answers.Attached)];
}
