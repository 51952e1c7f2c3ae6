namespace Mantle.Policy;

/// <summary>The result of one layer by itself.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Level">The organization level, as in <see cref="Decision.Level"/>; -1 for other layers.</param>
/// <param name="Outcome">The layer's own outcome.</param>
/// <param name="Applies">
/// False if the layer is present but does not apply to this principal, as service control policies to a service-linked role.
/// </param>
public sealed record LayerResult(PolicyLayer Layer, int Level, DecisionOutcome Outcome, bool Applies);
