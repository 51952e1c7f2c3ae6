namespace Mantle.Core.Catalog;

/// <summary>
/// The role that AWS predefines for a service
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html"/>, each service's page
/// on its service-linked role).
/// </summary>
/// <param name="Service">The service principal, for example <c>ecs.amazonaws.com</c>.</param>
/// <param name="RoleName">The role's name, for example <c>AWSServiceRoleForECS</c>.</param>
/// <param name="PolicyArn">The managed policy that the role holds.</param>
/// <param name="AllowsSuffix">Whether an account may have several, told apart by a suffix.</param>
public sealed record ServiceLinkedRoleTemplate(string Service, string RoleName, string PolicyArn, bool AllowsSuffix);

/// <summary>The services with a predefined role, found by their principal.</summary>
public static class ServiceLinkedRoles
{
    static readonly SortedLines Lines = new("service-linked-roles.tsv");

    public static IEnumerable<ServiceLinkedRoleTemplate> All => Lines.From("").Select(ToTemplate);

    public static ServiceLinkedRoleTemplate? Find(string service) => Lines.TryFind(service, out var line) ? ToTemplate(line) : null;

    static ServiceLinkedRoleTemplate ToTemplate(SortedLines.Line line) =>
        new(line.Field(0), line.Field(1), $"{AwsManagedPolicies.ArnPrefix}aws-service-role/{line.Field(2)}", line.FieldBytes(3).Length > 0);
}
