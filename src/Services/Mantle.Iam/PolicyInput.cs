using System.Text.RegularExpressions;
using Mantle.Core.Accounts;
using Mantle.Policy;
using Mantle.Wire.Iam;
using PolicyType = Mantle.Policy.PolicyType;

namespace Mantle.Iam;

/// <summary>Parses and validates the policy documents of requests, with AWS's error texts.</summary>
static partial class PolicyInput
{
    /// <summary>AWS's error text for a trust policy that is not JSON. For an identity policy AWS uses one text for all mistakes.</summary>
    const string InvalidJson = "This policy contains invalid Json";

    /// <summary>
    /// An identity policy: <see cref="PolicyType.Identity"/> for an inline one, <see cref="PolicyType.ManagedIdentity"/> for a managed one.
    /// </summary>
    public static PolicyText Identity(string document, PolicyType type)
    {
        Parse(document, type);
        return PolicyText.Of(document);
    }

    /// <summary>
    /// A service principal in the form <c>service.amazonaws.com</c>, with a Region or a part of the service in front or between
    /// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services"/>).
    /// </summary>
    [GeneratedRegex(
        @"^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?){0,4}\.amazonaws\.com(?:\.cn)?\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex ServicePrincipal();

    /// <summary>Whether a text has the form of a service principal.</summary>
    public static bool IsService(string principal) => ServicePrincipal().IsMatch(principal);

    static PolicyDocument Parse(string text, PolicyType type)
    {
        return PolicyDocument.TryParse(text, out var document, out var problems)
            ? Checked(document, problems, type)
            : Checked(null, problems, type);
    }

    /// <summary>A parsed document, if it is a valid policy of that type.</summary>
    /// <exception cref="Wire.ApiException">MalformedPolicyDocument.</exception>
    public static PolicyDocument Checked(PolicyDocument? document, IReadOnlyList<PolicyProblem> problems, PolicyType type)
    {
        if (document is null)
            throw Errors.MalformedPolicyDocument(
                type != PolicyType.Trust && problems[0].Message == InvalidJson ? "Syntax errors in policy." : problems[0].Message
            );
        return PolicyValidator.Validate(document, type) is [var problem, ..]
            ? throw Errors.MalformedPolicyDocument(problem.Message)
            : document;
    }
}
