using Mantle.Policy;

namespace Mantle.Core.Explanations;

/// <summary>Why a call was denied, and what would have allowed it, as far as whoever asks may see it.</summary>
public sealed record Explanation
{
    public required DeniedCall Call { get; init; }

    /// <summary>Whether the caller's side may be seen.</summary>
    public required bool ShowsCaller { get; init; }

    public required IReadOnlyList<ExplainedAccess> Accesses { get; init; }

    /// <summary>The policies that may be seen, also those that had no part in the decision.</summary>
    public required IReadOnlyList<RecordedPolicy> Policies { get; init; }

    /// <summary>The changes with which the call would have been allowed, together.</summary>
    public required IReadOnlyList<Remedy> Remedies { get; init; }

    /// <summary>Why no change of policies can help; null if it can, or if that may not be seen.</summary>
    public string? Obstacle { get; init; }

    /// <summary>The accounts that must ask too, because they decide another side of the call.</summary>
    public required IReadOnlyList<AccountId> OtherSides { get; init; }
}

/// <summary>An access of a denied call, explained.</summary>
public sealed record ExplainedAccess
{
    public required RecordedAccess Access { get; init; }

    /// <summary>The outcome; null if it depends on what may not be seen.</summary>
    public required DecisionOutcome? Outcome { get; init; }

    /// <summary>The verdict of each layer that may be seen, in the order in which AWS's page lists them.</summary>
    public required IReadOnlyList<LayerVerdict> Layers { get; init; }

    /// <summary>The layer that decided; null if it may not be seen, or the access was allowed.</summary>
    public LayerVerdict? DecidedBy { get; init; }

    /// <summary>The statements that came near to allowing it, the nearest first.</summary>
    public required IReadOnlyList<NearStatement> NearMisses { get; init; }

    /// <summary>The condition keys that may be seen, by name.</summary>
    public required IReadOnlyList<KeyValuePair<string, string[]>> Context { get; init; }
}

/// <summary>What one layer said of an access.</summary>
public sealed record LayerVerdict
{
    public required PolicyLayer Layer { get; init; }

    /// <summary>The root, unit or account, for control policies.</summary>
    public RecordedLevel? Level { get; init; }

    public required DecisionOutcome Outcome { get; init; }

    /// <summary>Whether the layer binds this caller.</summary>
    public required bool Applies { get; init; }

    /// <summary>Whether the access would be denied as long as this layer says so.</summary>
    public required bool Blocks { get; init; }

    /// <summary>The statements that matched.</summary>
    public required IReadOnlyList<ExplainedStatement> Statements { get; init; }
}

/// <summary>A statement that matched.</summary>
/// <param name="Policy">Its policy.</param>
/// <param name="Sid">Its <c>Sid</c>; if it has none, its place, such as <c>Statement2</c>.</param>
/// <param name="Effect">Whether it allows or denies.</param>
/// <param name="Text">Its text.</param>
/// <param name="Conditions">Its conditions.</param>
public sealed record ExplainedStatement(
    RecordedPolicy Policy,
    string Sid,
    Effect Effect,
    string Text,
    IReadOnlyList<ExplainedCondition> Conditions
);

/// <summary>A condition of a statement.</summary>
/// <param name="Operator">The operator as written.</param>
/// <param name="Key">The condition key.</param>
/// <param name="Wanted">The values in the policy.</param>
/// <param name="Had">The values in the request; null if it did not have the key.</param>
/// <param name="Holds">Whether it is true.</param>
public sealed record ExplainedCondition(string Operator, string Key, IReadOnlyList<string> Wanted, IReadOnlyList<string>? Had, bool Holds);

/// <summary>A statement that would have allowed an access but for a part of it.</summary>
/// <param name="Layer">The layer that it is in.</param>
/// <param name="Statement">The statement.</param>
/// <param name="MissesResource">Whether it is about other resources.</param>
/// <param name="MissesPrincipal">Whether it names other callers.</param>
public sealed record NearStatement(LayerVerdict Layer, ExplainedStatement Statement, bool MissesResource, bool MissesPrincipal);

/// <summary>A change of one policy. All changes of an explanation together allow the call.</summary>
public sealed record Remedy
{
    public required PolicyLayer Layer { get; init; }

    /// <summary>The policy, as it was; for a new one, its name and what to attach it to.</summary>
    public required RecordedPolicy Policy { get; init; }

    public required RemedyKind Kind { get; init; }

    /// <summary>The root, unit or account where a control policy blocks.</summary>
    public RecordedLevel? Level { get; init; }

    /// <summary>The statements that are added, or as they are changed.</summary>
    public required IReadOnlyList<string> Statements { get; init; }

    /// <summary>The whole document as it becomes; null for a policy that is taken away.</summary>
    public required string? Document { get; init; }

    /// <summary>What to do, in sentences.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}

/// <summary>What a change does.</summary>
public enum RemedyKind
{
    /// <summary>A new policy.</summary>
    Add,

    /// <summary>A policy with another document.</summary>
    Edit,

    /// <summary>A policy is deleted or detached.</summary>
    Remove,
}
