using System.Collections.Immutable;

namespace Mantle.Policy;

/// <summary>A statement of a compiled policy, for analysis.</summary>
/// <remarks>
/// It is what the engine evaluates: wildcards are separate from literal characters, variables of a document whose version has none are
/// literal text, a shortened resource is completed, and a principal is bound to its unique id.
/// </remarks>
public sealed class CompiledStatement
{
    internal CompiledStatement() { }

    /// <summary>Its index in the policy, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The <c>Sid</c>; null if it has none.</summary>
    public required string? Sid { get; init; }

    /// <summary>Whether it allows or denies.</summary>
    public required Effect Effect { get; init; }

    /// <summary>Its position in the policy's text.</summary>
    public required SourceSpan Span { get; init; }

    /// <summary>Whether the statement has <c>NotAction</c>.</summary>
    public required bool IsNotAction { get; init; }

    /// <summary>The action patterns in lower case, in no particular order.</summary>
    public required ImmutableArray<CompiledPattern> Actions { get; init; }

    /// <summary>Whether the statement has <c>NotResource</c>.</summary>
    public required bool IsNotResource { get; init; }

    /// <summary>The resource patterns; empty in a trust policy, whose resource is its role.</summary>
    public required ImmutableArray<CompiledPattern> Resources { get; init; }

    /// <summary>Whether the statement has <c>NotPrincipal</c>.</summary>
    public required bool IsNotPrincipal { get; init; }

    /// <summary>The principals; empty in a policy that is attached to a principal.</summary>
    public required ImmutableArray<CompiledPrincipal> Principals { get; init; }

    /// <summary>The conditions. All of them must be true.</summary>
    public required ImmutableArray<CompiledCondition> Conditions { get; init; }
}
