using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Core.ResourcePolicies;
using Mantle.Wire.Iam;
using Role = Mantle.Core.Accounts.Role;

namespace Mantle.Iam.Roles;

[Operation]
static class CreateRole
{
    public static ValueTask<ResourcePolicyDraft> PrepareAsync(CreateRoleRequest r, Call c, CancellationToken cancellation) =>
        ResourcePolicyDraft.PrepareAsync(c, r.AssumeRolePolicyDocument);

    public static Access Requires(CreateRoleRequest r, Call c) =>
        new(Actions.CreateRole, EntityArn.New(c.Account, "role", r.Path, r.RoleName))
        {
            RequestTags = TagInput.Of(r.Tags),
            Keys = [("iam:PermissionsBoundary", r.PermissionsBoundary)],
            And = TagInput.Needs(r.Tags, Actions.TagRole, EntityArn.New(c.Account, "role", r.Path, r.RoleName)),
        };

    public static CreateRoleResponse Execute(CreateRoleRequest r, Change change, ResourcePolicyDraft draft)
    {
        ReservedNames.CheckRole(r.RoleName, r.Path);
        var account = change.Account;
        var trust = draft.ToTrust(change.Call, account);
        if (account.Roles.Find(r.RoleName) is not null)
            throw Errors.EntityAlreadyExists($"Role with name {r.RoleName} already exists.");
        Quota.Check(change, "RolesPerAccount", Quota.Roles, account.Roles.Count);
        var role = new Role
        {
            Name = r.RoleName,
            Path = r.Path ?? "/",
            Id = UniqueId.New(UniqueId.Role),
            Arn = EntityArn.New(account, "role", r.Path, r.RoleName),
            CreateDate = change.Time,
            Description = r.Description,
            MaxSessionDuration = r.MaxSessionDuration ?? 3600,
            Trust = trust,
            PermissionsBoundary = r.PermissionsBoundary is { } boundary ? PolicyArn.Boundary(account, boundary) : null,
            Tags = TagInput.New(r.Tags, StringComparer.OrdinalIgnoreCase),
        };
        change.Put(role);
        return new CreateRoleResponse
        {
            Role = Answers.Of(role, change.Account) with { PermissionsBoundary = Answers.Boundary(role), Tags = Answers.Tags(role.Tags) },
        };
    }
}
