using System.Collections.Immutable;
using Mantle.Core.Accounts;
using Mantle.Iam;
using Mantle.Policy;
using Mantle.Wire;
using Mantle.Wire.Sts;

namespace Mantle.Sts;

/// <summary>
/// The session policies of a request
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session"/>).
/// </summary>
static class SessionPolicyInput
{
    public static PolicyText? Of(string? document)
    {
        if (document is null)
            return null;
        if (PolicyDocument.TryParse(document, out var parsed, out var problems))
            problems = PolicyValidator.Validate(parsed, PolicyType.Session);
        if (problems.Count > 0)
            throw Errors.MalformedPolicyDocument(problems[0].Message);
        return PolicyText.Of(document);
    }

    /// <summary>
    /// Managed session policies: the role's account's own, or AWS managed ones that are not reserved for service-linked roles.
    /// </summary>
    public static ImmutableArray<string> Arns(IReadOnlyList<PolicyDescriptorType>? descriptors, Account account)
    {
        if (descriptors is null)
            return [];
        var arns = ImmutableArray.CreateBuilder<string>();
        foreach (var descriptor in descriptors)
        {
            if (descriptor.Arn is not { } arn)
                continue;
            if (!PolicyArn.Exists(account, arn) || PolicyArn.IsServiceRolePolicy(arn))
                throw CommonErrors.ValidationError($"Policy {arn} does not exist or is not attachable.");
            arns.Add(arn);
        }
        return arns.ToImmutable();
    }
}
