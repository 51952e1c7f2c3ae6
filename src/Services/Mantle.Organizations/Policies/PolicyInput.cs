using Mantle.Core.Accounts;
using Mantle.Core.Organizations;
using Mantle.Policy;
using Mantle.Wire.Organizations;
using PolicyType = Mantle.Policy.PolicyType;

namespace Mantle.Organizations.Policies;

/// <summary>Checks the policy documents of requests.</summary>
static class PolicyInput
{
    const string Malformed = "The provided policy document does not meet the requirements of the specified policy type.";

    /// <exception cref="Wire.ApiException">MalformedPolicyDocumentException; ConstraintViolationException: it is too long.</exception>
    public static PolicyText Read(string type, string content)
    {
        if (content.Length > OrganizationQuota.DocumentOf(type))
            throw Errors.ConstraintViolationException(
                "You have exceeded the maximum policy size.",
                ConstraintViolationExceptionReason.PolicyContentLimitExceeded
            );
        var isGood = type switch
        {
            ControlPolicies.ServiceControl => IsControlPolicy(content, PolicyType.ServiceControl),
            ControlPolicies.ResourceControl => IsControlPolicy(content, PolicyType.ResourceControl),
            _ => ManagementPolicy.IsValid(type, content),
        };
        return isGood ? PolicyText.Of(content) : throw Errors.MalformedPolicyDocumentException(Malformed);
    }

    static bool IsControlPolicy(string content, PolicyType type) =>
        PolicyDocument.TryParse(content, out var document, out _) && PolicyValidator.Validate(document, type).Count == 0;

    /// <summary>Policy names are unique within a type.</summary>
    public static void RefuseDuplicate(Core.Organizations.Organization organization, string type, string name, string? exceptId)
    {
        if (
            ControlPolicies.Are(type) && ControlPolicies.FullAccess(type).Name == name
            || organization.Policies.All.Any(policy => policy.Type == type && policy.Name == name && policy.Id != exceptId)
        )
            throw Errors.DuplicatePolicyException("A policy with the same name already exists.");
    }
}
