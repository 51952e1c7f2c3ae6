using Mantle.Policy;
using Mantle.Wire.Iam;
using PolicySourceType = Mantle.Policy.PolicySourceType;

namespace Mantle.Iam.Simulation;

/// <summary>The statements that decided, each with its position in the policy.</summary>
sealed class StatementSources
{
    readonly Dictionary<PolicySource, SimulatedPolicy> bySource = new(ReferenceEqualityComparer.Instance);

    public void Add(SimulatedPolicy policy) => bySource.Add(policy.Compiled.Source, policy);

    /// <summary>
    /// The statements that determine the result: the Deny statements of a layer that denies, the Allow statements of the others.
    /// </summary>
    public IEnumerable<Statement> Matched(SimulatedDecision decided)
    {
        var denying = decided
            .Explanation.Layers.Where(layer => layer.Outcome == DecisionOutcome.ExplicitDeny)
            .Select(layer => layer.Layer)
            .ToHashSet();
        return decided
            .Explanation.MatchedStatements.Where(statement => (statement.Effect == Effect.Deny) == denying.Contains(statement.Layer))
            // AWS reports the service control policies as a whole, not statement by statement.
            .Where(statement => statement.Layer != PolicyLayer.ServiceControlPolicy)
            .Select(ToStatement);
    }

    /// <summary>AWS sends these two types instead of those in its service model.</summary>
    Statement ToStatement(MatchedStatement matched) =>
        new()
        {
            SourcePolicyId = matched.Policy.PolicyId,
            SourcePolicyType =
                matched.Policy.Type == PolicySourceType.Resource ? SimulatedDecision.ResourcePolicyType : SimulatedDecision.IamPolicyType,
            StartPosition = At(bySource[matched.Policy].StartOf(matched.StatementIndex)),
            EndPosition = At(matched.Span.End),
        };

    static Position At(SourcePosition position) => new() { Line = position.Line, Column = position.Column };
}
