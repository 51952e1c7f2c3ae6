using Mantle.Policy;
using Mantle.Wire.Iam;
using PolicySourceType = Mantle.Policy.PolicySourceType;

namespace Mantle.Iam.Simulation;

/// <summary>Tells the statements that decided, each with its place in the policy as it was given.</summary>
sealed class StatementSources
{
    readonly Dictionary<PolicySource, SimulatedPolicy> bySource = new(ReferenceEqualityComparer.Instance);

    public void Add(SimulatedPolicy policy) => bySource.Add(policy.Compiled.Source, policy);

    /// <summary>The statements that determine the result: of a layer that denies those that deny, else those that allow.</summary>
    public IEnumerable<Statement> Matched(SimulatedDecision decided)
    {
        var denying = decided
            .Explanation.Layers.Where(layer => layer.Outcome == DecisionOutcome.ExplicitDeny)
            .Select(layer => layer.Layer)
            .ToHashSet();
        return decided
            .Explanation.MatchedStatements.Where(statement => (statement.Effect == Effect.Deny) == denying.Contains(statement.Layer))
            // What the organization's policies say is told as a whole, not by their statements.
            .Where(statement => statement.Layer != PolicyLayer.ServiceControlPolicy)
            .Select(ToStatement);
    }

    /// <summary>AWS sends these two types, not the ones that its model lists.</summary>
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
