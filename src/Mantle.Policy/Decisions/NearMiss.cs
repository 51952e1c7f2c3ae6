using System.Collections.Immutable;

namespace Mantle.Policy;

/// <summary>A statement about the request's action that does not apply to the request, and what keeps it from applying.</summary>
/// <param name="Layer">The layer of its policy.</param>
/// <param name="Level">The organization level, as in <see cref="Decision.Level"/>; -1 for other layers.</param>
/// <param name="PolicyIndex">Its policy's index in the layer, from 0; for an organization, level after level.</param>
/// <param name="Policy">Its policy.</param>
/// <param name="StatementIndex">Its index in the policy, from 0.</param>
/// <param name="Sid">Its <c>Sid</c>; null if it has none.</param>
/// <param name="Effect">Whether it would allow or deny.</param>
public sealed record NearMiss(
    PolicyLayer Layer,
    int Level,
    int PolicyIndex,
    PolicySource Policy,
    int StatementIndex,
    string? Sid,
    Effect Effect
)
{
    /// <summary>Whether its <c>Resource</c> or <c>NotResource</c> leaves out the request's resource.</summary>
    public required bool MissesResource { get; init; }

    /// <summary>Whether its <c>Principal</c> or <c>NotPrincipal</c> leaves out the caller.</summary>
    public required bool MissesPrincipal { get; init; }

    /// <summary>The indexes, in <see cref="PolicyStatement.Conditions"/>, of its conditions that are not true.</summary>
    public required ImmutableArray<int> FailedConditions { get; init; }

    /// <summary>Whether its conditions alone keep it from applying.</summary>
    public bool MissesConditionsOnly => !MissesResource && !MissesPrincipal;
}
