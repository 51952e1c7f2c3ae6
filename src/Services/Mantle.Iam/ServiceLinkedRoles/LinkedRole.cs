using System.Collections.Immutable;
using Mantle.Core.Accounts;
using Mantle.Core.Catalog;
using Role = Mantle.Core.Accounts.Role;

namespace Mantle.Iam.ServiceLinkedRoles;

/// <summary>A role that a service owns, made from the service's template.</summary>
static class LinkedRole
{
    public static Role New(Account account, ServiceLinkedRoleTemplate template, string name, string? description, DateTimeOffset time) =>
        new()
        {
            Name = name,
            Path = $"/aws-service-role/{template.Service}/",
            Id = UniqueId.New(UniqueId.Role),
            Arn = Arn(account, template.Service, name),
            CreateDate = time,
            Description = description,
            Trust = new TrustPolicy(PolicyText.Of(Trust(template.Service)), ImmutableDictionary<string, string>.Empty),
            AttachedPolicies = [template.PolicyArn],
            LinkedService = template.Service,
        };

    public static Arn Arn(Account account, string service, string name) =>
        EntityArn.New(account, "role", $"/aws-service-role/{service}/", name);

    static string Trust(string service) =>
        $$$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"{{{service}}}"},"Action":"sts:AssumeRole"}]}
            """;

    /// <summary>
    /// The trust policy in CreateServiceLinkedRole's answer. AWS writes it with arrays there, and nowhere else
    /// (<see href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceLinkedRole.html"/>).
    /// </summary>
    public static string TrustWhenCreated(string service) =>
        """{"Version":"2012-10-17","Statement":[{"Action":["sts:AssumeRole"]"""
        + $$$""","Effect":"Allow","Principal":{"Service":["{{{service}}}"]}}]}""";
}
