using Mantle.Policy;

namespace Mantle.Core.Organizations;

/// <summary>Service and resource control policies, and AWS's own policy of each type.</summary>
public static class ControlPolicies
{
    public const string ServiceControl = "SERVICE_CONTROL_POLICY",
        ResourceControl = "RESOURCE_CONTROL_POLICY";

    public const string FullAccessId = "p-FullAWSAccess",
        ResourceFullAccessId = "p-RCPFullAWSAccess";

    public static readonly AwsControlPolicy FullAwsAccess =
            new(
                FullAccessId,
                "FullAWSAccess",
                "Allows access to every operation",
                ServiceControl,
                "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {\n      \"Effect\": \"Allow\",\n      \"Action\": "
                    + "\"*\",\n      \"Resource\": \"*\"\n    }\n  ]\n}"
            ),
        ResourceFullAwsAccess =
            new(
                ResourceFullAccessId,
                "RCPFullAWSAccess",
                "Allows access to every resource",
                ResourceControl,
                "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {\n      \"Effect\": \"Allow\",\n      "
                    + "\"Principal\": \"*\",\n      \"Action\": \"*\",\n      \"Resource\": \"*\"\n    }\n  ]\n}"
            );

    public static bool Are(string policyType) => policyType is ServiceControl or ResourceControl;

    public static AwsControlPolicy? FindAws(string policyId) =>
        policyId switch
        {
            FullAccessId => FullAwsAccess,
            ResourceFullAccessId => ResourceFullAwsAccess,
            _ => null,
        };

    /// <summary>AWS's own policy of a type.</summary>
    public static AwsControlPolicy FullAccess(string policyType) => policyType == ServiceControl ? FullAwsAccess : ResourceFullAwsAccess;

    /// <summary>
    /// Whether AWS's own policy of an enabled type is attached. The one for resource control policies cannot be detached.
    /// </summary>
    public static bool IsFullAccessAttached(PolicyTarget target, string policyType) =>
        policyType switch
        {
            ServiceControl => !target.LacksFullAccess,
            ResourceControl => true,
            _ => false,
        };
}

/// <summary>An AWS managed control policy, which every organization has.</summary>
public sealed record AwsControlPolicy(string Id, string Name, string Description, string Type, string Content)
{
    public string Arn => $"arn:aws:organizations::aws:policy/{Type.ToLowerInvariant()}/{Id}";

    public CompiledPolicy Compiled { get; } =
        CompiledPolicy.Compile(
            PolicyDocument.Parse(Content),
            new PolicySource($"arn:aws:organizations::aws:policy/{Type.ToLowerInvariant()}/{Id}")
        );
}
