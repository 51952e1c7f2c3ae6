namespace Mantle.Policy;

/// <summary>What one layer said by itself.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Level">The organization level, as in <see cref="Decision.Level"/>; -1 for other layers.</param>
/// <param name="Outcome">Its own answer.</param>
/// <param name="Applies">
/// False where the layer is present but does not bind this principal, as service control policies do not bind service-linked roles.
/// </param>
public sealed record LayerResult(PolicyLayer Layer, int Level, DecisionOutcome Outcome, bool Applies);
