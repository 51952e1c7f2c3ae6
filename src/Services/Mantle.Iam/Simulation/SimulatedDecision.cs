using Mantle.Policy;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Simulation;

/// <summary>What was decided on one resource.</summary>
/// <param name="Resource">Its ARN.</param>
/// <param name="IsCrossAccount">Whether it is of another account than the caller.</param>
/// <param name="Explanation">The decision, and what it rests on.</param>
sealed record SimulatedDecision(string Resource, bool IsCrossAccount, DecisionExplanation Explanation)
{
    public const string IamPolicyType = "IAM Policy",
        ResourcePolicyType = "Resource Policy";

    public bool IsWithinBoundary => OutcomeOf(PolicyLayer.PermissionsBoundary) == DecisionOutcome.Allowed;

    /// <summary>Whether every level allows it; without service control policies nothing stands against it.</summary>
    public bool IsAllowedByOrganization =>
        Explanation
            .Layers.Where(layer => layer.Layer == PolicyLayer.ServiceControlPolicy)
            .All(layer => layer.Outcome == DecisionOutcome.Allowed);

    /// <summary>What each side said, where caller and resource belong to different accounts.</summary>
    public Dictionary<string, string>? Details() =>
        !IsCrossAccount
            ? null
            : new()
            {
                [IamPolicyType] = Name(OutcomeOf(PolicyLayer.IdentityBasedPolicy)),
                [ResourcePolicyType] = Name(OutcomeOf(PolicyLayer.ResourceBasedPolicy, PolicyLayer.RoleTrustPolicy)),
            };

    /// <summary>
    /// The decision on all resources. Several resources are alternatives, of which an allowed one suffices, as recorded answers have
    /// it; those of a scenario are needed all.
    /// </summary>
    public static DecisionOutcome Combined(List<SimulatedDecision> decided, bool isScenario)
    {
        var outcomes = decided.Select(d => d.Explanation.Decision.Outcome).ToHashSet();
        if (outcomes.Contains(DecisionOutcome.ExplicitDeny))
            return DecisionOutcome.ExplicitDeny;
        return outcomes.Contains(DecisionOutcome.Allowed) && !(isScenario && outcomes.Contains(DecisionOutcome.ImplicitDeny))
            ? DecisionOutcome.Allowed
            : DecisionOutcome.ImplicitDeny;
    }

    public static string Name(DecisionOutcome outcome) =>
        outcome switch
        {
            DecisionOutcome.Allowed => PolicyEvaluationDecisionType.Allowed,
            DecisionOutcome.ExplicitDeny => PolicyEvaluationDecisionType.ExplicitDeny,
            _ => PolicyEvaluationDecisionType.ImplicitDeny,
        };

    DecisionOutcome OutcomeOf(params PolicyLayer[] layers) =>
        Explanation.Layers.FirstOrDefault(layer => layers.Contains(layer.Layer))?.Outcome ?? DecisionOutcome.ImplicitDeny;
}
