namespace Mantle.Policy;

/// <summary>The result of an <see cref="EvaluationRequest"/>. The default value is an implicit deny.</summary>
/// <param name="Outcome">Allowed, implicitly denied or explicitly denied.</param>
/// <param name="Layer">
/// The layer that decided: the one whose statement allows or denies, or the one that should have allowed and did not.
/// </param>
/// <param name="Level">
/// For service and resource control policies, the level that decided, counted from 0 at the organization's root; otherwise -1.
/// </param>
/// <param name="Policy">The policy whose statement allows or denies; null for implicit denies and the root user's own access.</param>
public readonly record struct Decision(DecisionOutcome Outcome, PolicyLayer Layer, int Level, CompiledPolicy? Policy)
{
    /// <summary>Whether the request is allowed.</summary>
    public bool IsAllowed => Outcome == DecisionOutcome.Allowed;
}
