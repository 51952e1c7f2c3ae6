namespace Mantle.Policy;

/// <summary>Checks that a document is valid as a type of policy.</summary>
/// <remarks>
/// It does not check that principals exist: see <see cref="PolicyDocument.NamedPrincipals"/>. It does not check sizes:
/// see <see cref="PolicySize"/>.
/// </remarks>
public static class PolicyValidator
{
    /// <summary>The problems in AWS's order; empty if the document is valid.</summary>
    /// <remarks>
    /// The messages are those of IAM's <c>MalformedPolicyDocument</c>. Service and resource control policies have AWS Organizations' only
    /// message, and the reason is in <see cref="PolicyProblem.Detail"/>.
    /// </remarks>
    public static IReadOnlyList<PolicyProblem> Validate(PolicyDocument document, PolicyType type)
    {
        ArgumentNullException.ThrowIfNull(document);
        var validation = new Validation(document, type);
        validation.Run();
        if (type is not (PolicyType.ServiceControl or PolicyType.ResourceControl))
            return validation.Problems;
        return
        [
            .. validation.Problems.Select(p => p with { Message = AwsMessages.ControlPolicy, Detail = $"{p.Message} {p.Detail}".Trim() }),
        ];
    }
}
