namespace Mantle.Policy;

/// <summary>Checks that a document may be used for what it is meant for.</summary>
/// <remarks>
/// Whether the principals it names exist is not known here: take them from <see cref="PolicyDocument.NamedPrincipals"/>.
/// Size limits are on the text: see <see cref="PolicySize"/>.
/// </remarks>
public static class PolicyValidator
{
    /// <summary>The problems, in the order in which AWS would report them; empty when the document is good.</summary>
    /// <remarks>
    /// Messages are those of IAM's <c>MalformedPolicyDocument</c>; for service and resource control policies the one
    /// message of AWS Organizations, with the reason in <see cref="PolicyProblem.Detail"/>.
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
