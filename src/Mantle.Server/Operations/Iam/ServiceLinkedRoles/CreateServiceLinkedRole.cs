using Mantle.Server.Accounts;
using Mantle.Server.Authorization;
using Mantle.Wire.Iam;
using Role = Mantle.Server.Accounts.Role;

namespace Mantle.Server.Operations.Iam.ServiceLinkedRoles;

[Operation]
static class CreateServiceLinkedRole
{
    public static Access Requires(CreateServiceLinkedRoleRequest r, Call c) =>
        new("iam:CreateServiceLinkedRole", Arn(c.Account, r.AWSServiceName, NameOf(r)))
        {
            Keys = [("iam:AWSServiceName", r.AWSServiceName)],
        };

    public static CreateServiceLinkedRoleResponse Execute(CreateServiceLinkedRoleRequest r, Change change)
    {
        if (Catalog.ServiceLinkedRoles.Find(r.AWSServiceName) is not { } template || template.Service != r.AWSServiceName)
            throw Errors.InvalidInput($"Cannot find Service Linked Role template for {r.AWSServiceName}");
        if (r.CustomSuffix is not null && !template.AllowsSuffix)
            throw Errors.InvalidInput($"Custom suffix is not allowed for {r.AWSServiceName}");
        var account = change.Account;
        var name = NameOf(r);
        if (account.Roles.Find(name) is not null)
            throw Errors.InvalidInput($"Service role name {name} has been taken in this account, please try a different suffix.");
        Quota.Check(change, "RolesPerAccount", Quota.Roles, account.Roles.Count);
        var role = new Role
        {
            Name = name,
            Path = $"/aws-service-role/{template.Service}/",
            Id = UniqueId.New(UniqueId.Role),
            Arn = Arn(account, template.Service, name),
            CreateDate = change.Time,
            Description = r.Description,
            Trust = new TrustPolicy(PolicyText.Of(TrustOf(template.Service)), System.Collections.Immutable.ImmutableDictionary<string, string>.Empty),
            AttachedPolicies = [template.PolicyArn],
            LinkedService = template.Service,
        };
        change.Put(role);
        return new CreateServiceLinkedRoleResponse { Role = Shapes.Of(role, change.Account) };
    }

    static string NameOf(CreateServiceLinkedRoleRequest r) =>
        (Catalog.ServiceLinkedRoles.Find(r.AWSServiceName)?.RoleName ?? "AWSServiceRole*") + (r.CustomSuffix is { } suffix ? "_" + suffix : "");

    static string Arn(Accounts.Account account, string service, string name) => $"arn:aws:iam::{account.Id}:role/aws-service-role/{service}/{name}";

    static string TrustOf(string service) =>
        $$$"""{"Version":"2012-10-17","Statement":[{"Action":["sts:AssumeRole"],"Effect":"Allow","Principal":{"Service":["{{{service}}}"]}}]}""";
}
