namespace Mantle.Core.Catalog;

/// <summary>
/// The service-linked role of a service
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html"/>, and each service's
/// page on its service-linked role).
/// </summary>
/// <param name="Service">The service principal, for example <c>ecs.amazonaws.com</c>.</param>
/// <param name="RoleName">The role's name, for example <c>AWSServiceRoleForECS</c>.</param>
/// <param name="PolicyArn">The managed policy that is attached to the role.</param>
/// <param name="AllowsSuffix">Whether an account may have several, distinguished by a suffix.</param>
public sealed record ServiceLinkedRoleTemplate(string Service, string RoleName, string PolicyArn, bool AllowsSuffix);

/// <summary>The services with a service-linked role, found by their service principal.</summary>
public static class ServiceLinkedRoles
{
    static readonly SortedLines Lines = new("service-linked-roles.tsv");

    public static IEnumerable<ServiceLinkedRoleTemplate> All => Lines.From("").Select(ToTemplate);

    public static ServiceLinkedRoleTemplate? Find(string service) => Lines.TryFind(service, out var line) ? ToTemplate(line) : null;

    static ServiceLinkedRoleTemplate ToTemplate(SortedLines.Line line) =>
        new(line.Field(0), line.Field(1), $"{AwsManagedPolicies.ArnPrefix}aws-service-role/{line.Field(2)}", line.FieldBytes(3).Length > 0);
}
