using Mantle.Policy;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Simulation;

/// <summary>The decision on one resource.</summary>
/// <param name="Resource">Its ARN.</param>
/// <param name="IsCrossAccount">Whether the resource belongs to another account than the caller.</param>
/// <param name="Explanation">The decision with its reasons.</param>
sealed record SimulatedDecision(string Resource, bool IsCrossAccount, DecisionExplanation Explanation)
{
    public const string IamPolicyType = "IAM Policy",
        ResourcePolicyType = "Resource Policy";

    public bool IsWithinBoundary => OutcomeOf(PolicyLayer.PermissionsBoundary) == DecisionOutcome.Allowed;

    /// <summary>Whether every level of service control policies allows the call; true where there are none.</summary>
    public bool IsAllowedByOrganization =>
        Explanation
            .Layers.Where(layer => layer.Layer == PolicyLayer.ServiceControlPolicy)
            .All(layer => layer.Outcome == DecisionOutcome.Allowed);

    /// <summary>The decision of each side, where caller and resource belong to different accounts.</summary>
    public Dictionary<string, string>? Details() =>
        !IsCrossAccount
            ? null
            : new()
            {
                [IamPolicyType] = Name(OutcomeOf(PolicyLayer.IdentityBasedPolicy)),
                [ResourcePolicyType] = Name(OutcomeOf(PolicyLayer.ResourceBasedPolicy, PolicyLayer.RoleTrustPolicy)),
            };

    /// <summary>
    /// The decision on all resources. One allowed resource is enough, as in recorded answers; a scenario needs all of its resources.
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
