using Mantle.Core.Accounts;
using Mantle.Policy;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Simulation;

/// <summary>
/// The policies of the principal that a simulation leaves out: all of a type, a managed policy by its ARN, or an inline policy
/// (<see href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html"/>).
/// </summary>
sealed class Exclusions
{
    const string Boundary = "permission-boundary",
        ServiceControl = "scp";

    readonly IReadOnlyList<PolicyIdentifier> excluded;

    /// <exception cref="Wire.ApiException">InvalidInput: an element does not have exactly one member.</exception>
    public Exclusions(IReadOnlyList<PolicyIdentifier>? list)
    {
        excluded = list ?? [];
        foreach (var item in excluded)
            if (new object?[] { item.PolicyType, item.PolicyArn, item.InlinePolicyIdentifier }.Count(member => member is not null) != 1)
                throw Errors.InvalidInput(
                    "PolicyExclusionList: an element takes exactly one of PolicyType, PolicyArn and InlinePolicyIdentifier."
                );
    }

    public bool HasInline(Identity holder, InlinePolicy policy) =>
        excluded.Any(item =>
            item.PolicyType == "inline"
            || (
                item.InlinePolicyIdentifier is { } named
                && named.AttachmentType == Existing.Kind(holder)
                && named.AttachmentName.Equals(holder.Name, StringComparison.OrdinalIgnoreCase)
                && named.PolicyName == policy.Name
            )
        );

    public bool HasManaged(string arn) =>
        excluded.Any(item =>
            item.PolicyArn == arn || item.PolicyType == (Core.Catalog.AwsManagedPolicies.IsAwsManaged(arn) ? "aws-managed" : "user-managed")
        );

    public bool HasBoundary(string arn) => excluded.Any(item => item.PolicyArn == arn || item.PolicyType == Boundary);

    /// <summary>The levels of service control policies without the excluded ones; null where all of them are excluded.</summary>
    public PolicyLevels? Of(PolicyLevels? levels)
    {
        if (levels is null || excluded.Any(item => item.PolicyType == ServiceControl))
            return null;
        var arns = excluded.Select(item => item.PolicyArn).OfType<string>().ToHashSet();
        return arns.Count == 0 || !levels.Any(level => level.Any(policy => arns.Contains(policy.Source.PolicyId)))
            ? levels
            : PolicyLevels.Create([
                .. levels.Select(level => PolicySet.Create(level.Where(policy => !arns.Contains(policy.Source.PolicyId)))),
            ]);
    }
}
