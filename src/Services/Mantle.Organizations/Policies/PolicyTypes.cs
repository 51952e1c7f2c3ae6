using Mantle.Core.Organizations;
using Mantle.Wire.Organizations;
using Organization = Mantle.Core.Organizations.Organization;

namespace Mantle.Organizations.Policies;

/// <summary>The policy types, and whether an organization can use them.</summary>
static class PolicyTypes
{
    public static void RequireAvailable(Organization organization)
    {
        if (!organization.HasAllFeatures)
            throw Errors.PolicyTypeNotAvailableForOrganizationException(
                "You can't use the specified policy type with the feature set currently enabled for the organization."
            );
    }

    public static void RequireEnabled(Organization organization, string type)
    {
        if (!organization.IsEnabled(type))
            throw NotEnabled();
    }

    public static Wire.ApiException NotEnabled() =>
        Errors.PolicyTypeNotEnabledException("This operation can be performed only for enabled policy types.");

    /// <summary>A policy of AWS's or the organization's: id, type and name.</summary>
    public static PolicySummary Find(Organization organization, string id) =>
        ControlPolicies.FindAws(id) is { } aws ? Answers.Of(aws) : Answers.Of(organization, Existing.Policy(organization, id));

    public static void RefuseAws(string id)
    {
        if (ControlPolicies.FindAws(id) is not null)
            throw Errors.InvalidInputException(
                "You specified a policy that is managed by AWS and can't be modified.",
                InvalidInputExceptionReason.ImmutablePolicy
            );
    }

    /// <summary>The policies of a type that are attached to a target.</summary>
    public static IEnumerable<PolicySummary> Attached(Organization organization, PolicyTarget target, string type)
    {
        if (!organization.IsEnabled(type))
            yield break;
        if (ControlPolicies.IsFullAccessAttached(target, type))
            yield return Answers.Of(ControlPolicies.FullAccess(type));
        foreach (var id in target.Policies)
            if (organization.Policies.Find(id) is { } policy && policy.Type == type)
                yield return Answers.Of(organization, policy);
    }
}
