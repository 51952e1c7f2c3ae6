using System.Collections.Immutable;

namespace Mantle.Policy;

/// <summary>One statement of a policy document, as written.</summary>
/// <remarks>
/// See
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html">IAM JSON policy element reference</see>.
/// </remarks>
public sealed class PolicyStatement
{
    internal PolicyStatement() { }

    /// <summary>From the statement's opening brace to its closing brace.</summary>
    public required SourceSpan Span { get; init; }

    /// <summary>The <c>Sid</c>; null if there is none.</summary>
    public PolicyValue? Sid { get; init; }

    /// <summary>The <c>Effect</c>.</summary>
    public required Effect Effect { get; init; }

    /// <summary>The <c>Effect</c> as written. In wrong upper or lower case it is parsed, but not valid.</summary>
    public required PolicyValue EffectText { get; init; }

    /// <summary>The <c>Principal</c> element.</summary>
    public PolicyElement<StatementPrincipal> Principal { get; init; }

    /// <summary>The <c>NotPrincipal</c> element.</summary>
    public PolicyElement<StatementPrincipal> NotPrincipal { get; init; }

    /// <summary>The <c>Action</c> element.</summary>
    public PolicyElement<PolicyValue> Action { get; init; }

    /// <summary>The <c>NotAction</c> element.</summary>
    public PolicyElement<PolicyValue> NotAction { get; init; }

    /// <summary>The <c>Resource</c> element.</summary>
    public PolicyElement<PolicyValue> Resource { get; init; }

    /// <summary>The <c>NotResource</c> element.</summary>
    public PolicyElement<PolicyValue> NotResource { get; init; }

    /// <summary>The conditions, all of which must be true; empty without a <c>Condition</c> element.</summary>
    public ImmutableArray<PolicyCondition> Conditions { get; init; } = [];

    /// <summary>Names and positions of the statement's elements, in document order.</summary>
    public ImmutableArray<PolicyValue> Elements { get; init; } = [];
}
