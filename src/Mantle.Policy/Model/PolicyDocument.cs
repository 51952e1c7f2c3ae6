using System.Collections.Immutable;

namespace Mantle.Policy;

/// <summary>A parsed policy document: well-formed JSON that follows the grammar of the policy language.</summary>
/// <remarks>
/// <see cref="PolicyValidator"/> decides whether it is valid as an identity policy, a trust policy and so on. See
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html">
/// Grammar of the IAM JSON policy language</see>.
/// </remarks>
public sealed class PolicyDocument
{
    /// <summary>Maximum nesting depth of a document. The grammar needs six levels.</summary>
    public const int MaxDepth = 16;

    internal PolicyDocument(PolicyVersion version, PolicyValue? id, ImmutableArray<PolicyStatement> statements, PolicyValue? versionText)
    {
        Version = version;
        Id = id;
        Statements = statements;
        VersionText = versionText;
    }

    /// <summary>The <c>Version</c> element.</summary>
    public PolicyVersion Version { get; }

    /// <summary>The <c>Version</c> element as written, with its position; null if absent.</summary>
    public PolicyValue? VersionText { get; }

    /// <summary>The <c>Id</c> element; null if absent.</summary>
    public PolicyValue? Id { get; }

    /// <summary>The statements, in document order.</summary>
    public ImmutableArray<PolicyStatement> Statements { get; }

    /// <summary>All principals in <c>Principal</c> and <c>NotPrincipal</c>, with their positions.</summary>
    public IEnumerable<StatementPrincipal> NamedPrincipals() => Statements.SelectMany(s => s.Principal.Or(s.NotPrincipal));

    /// <summary>The patterns of <c>Action</c> and <c>NotAction</c>, each once, in document order.</summary>
    public IReadOnlyList<string> NamedActions() =>
        [.. Statements.SelectMany(s => s.Action.Or(s.NotAction)).Select(a => a.Text).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>The patterns of <c>Resource</c> and <c>NotResource</c>, each once, in document order.</summary>
    public IReadOnlyList<string> NamedResources() =>
        [.. Statements.SelectMany(s => s.Resource.Or(s.NotResource)).Select(r => r.Text).Distinct(StringComparer.Ordinal)];

    /// <summary>
    /// The context keys in the document's conditions and variables, each once, as first written: the answer of
    /// <c>GetContextKeysForCustomPolicy</c>.
    /// </summary>
    public IReadOnlyList<string> ContextKeys() => ContextKeyFinder.Find(this);
}
