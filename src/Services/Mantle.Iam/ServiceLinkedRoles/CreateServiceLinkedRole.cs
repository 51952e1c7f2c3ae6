using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.ServiceLinkedRoles;

[Operation]
static class CreateServiceLinkedRole
{
    public static Access Requires(CreateServiceLinkedRoleRequest r, Call c) =>
        new(Actions.CreateServiceLinkedRole, LinkedRole.Arn(c.Account, r.AWSServiceName, NameOf(r)))
        {
            Keys = [("iam:AWSServiceName", r.AWSServiceName)],
        };

    public static CreateServiceLinkedRoleResponse Execute(CreateServiceLinkedRoleRequest r, Change change)
    {
        if (Core.Catalog.ServiceLinkedRoles.Find(r.AWSServiceName) is not { } template || template.Service != r.AWSServiceName)
            throw Errors.InvalidInput($"Cannot find Service Linked Role template for {r.AWSServiceName}");
        if (r.CustomSuffix is not null && !template.AllowsSuffix)
            throw Errors.InvalidInput($"Custom suffix is not allowed for {r.AWSServiceName}");
        var account = change.Account;
        var name = NameOf(r);
        if (account.Roles.Find(name) is not null)
            throw Errors.InvalidInput($"Service role name {name} has been taken in this account, please try a different suffix.");
        Quota.Check(change, "RolesPerAccount", Quota.Roles, account.Roles.Count);
        var role = LinkedRole.New(account, template, name, r.Description, change.Time);
        change.Put(role);
        return new CreateServiceLinkedRoleResponse
        {
            Role = Answers.Of(role, change.Account) with
            {
                AssumeRolePolicyDocument = Answers.Encoded(LinkedRole.TrustWhenCreated(template.Service)),
            },
        };
    }

    static string NameOf(CreateServiceLinkedRoleRequest r) =>
        (Core.Catalog.ServiceLinkedRoles.Find(r.AWSServiceName)?.RoleName ?? "AWSServiceRole*")
        + (r.CustomSuffix is { } suffix ? "_" + suffix : "");
}
