using System.Collections.Immutable;

namespace Mantle.Policy;

/// <summary>A statement of a compiled policy, to read: what analysis asks questions about.</summary>
/// <remarks>
/// It says what the engine evaluates: wildcards are told from literal characters, a variable of a document that has none is
/// literal text, a short resource is completed, and a principal is bound to its unique id.
/// </remarks>
public sealed class CompiledStatement
{
    internal CompiledStatement() { }

    /// <summary>Its place in the policy, counted from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The <c>Sid</c>; null when it has none.</summary>
    public required string? Sid { get; init; }

    /// <summary>Whether it allows or denies.</summary>
    public required Effect Effect { get; init; }

    /// <summary>Where it stands in the policy's text.</summary>
    public required SourceSpan Span { get; init; }

    /// <summary>Whether <see cref="Actions"/> are those of <c>NotAction</c>.</summary>
    public required bool IsNotAction { get; init; }

    /// <summary>The action patterns in lower case, in no particular order.</summary>
    public required ImmutableArray<CompiledPattern> Actions { get; init; }

    /// <summary>Whether <see cref="Resources"/> are those of <c>NotResource</c>.</summary>
    public required bool IsNotResource { get; init; }

    /// <summary>The resource patterns; empty in a trust policy, which stands on the role it protects.</summary>
    public required ImmutableArray<CompiledPattern> Resources { get; init; }

    /// <summary>Whether <see cref="Principals"/> are those of <c>NotPrincipal</c>.</summary>
    public required bool IsNotPrincipal { get; init; }

    /// <summary>The principals; empty in a policy that belongs to a principal.</summary>
    public required ImmutableArray<CompiledPrincipal> Principals { get; init; }

    /// <summary>The conditions, all of which must hold.</summary>
    public required ImmutableArray<CompiledCondition> Conditions { get; init; }
}
