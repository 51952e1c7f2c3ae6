using System.Collections.Immutable;

namespace Mantle.Policy.Tests.Differential;

/// <summary>The library's side of the comparison.</summary>
sealed class EngineUnderTest
{
    readonly Dictionary<string, PolicySet> sets;

    public EngineUnderTest(Scenario scenario) =>
        sets = scenario.Layers.ToDictionary(
            l => l.Key,
            l => PolicySet.Create(l.Value.Select((p, i) => CompiledPolicy.Compile(
                PolicyDocument.Parse(p.ToJsonString()), new PolicySource($"{l.Key}/{i}"), scenario.Bindings))));

    public EvaluationRequest Request(Scenario scenario)
    {
        var context = new DictionaryRequestContext();
        foreach (var (key, values) in scenario.Context)
            context.Add(key, values);
        return new EvaluationRequest
        {
            Principal = Callers.Named(scenario.Caller),
            Action = ActionName.Parse(scenario.Action),
            Resource = scenario.Resource,
            ResourceAccountId = scenario.ResourceAccount,
            Context = context,
            IdentityPolicies = sets.GetValueOrDefault("identity"),
            PermissionsBoundary = sets.GetValueOrDefault("boundary"),
            SessionPolicies = sets.GetValueOrDefault("session"),
            ResourcePolicy = sets.GetValueOrDefault("resource"),
            ResourcePolicyKind = Enum.Parse<ResourcePolicyKind>(scenario.ResourcePolicyKind),
            VpcEndpointPolicy = sets.GetValueOrDefault("endpoint"),
            ServiceControlPolicies = Levels("scp"),
            ResourceControlPolicies = Levels("rcp"),
        };
    }

    public Verdict Evaluate(Scenario scenario)
    {
        var request = Request(scenario);
        var explanation = PolicyEvaluator.Explain(request);
        Assert.Equal(explanation.Decision, PolicyEvaluator.Evaluate(request));
        var decision = explanation.Decision;
        return new Verdict(
            decision.Outcome switch
            {
                DecisionOutcome.Allowed => "allowed",
                DecisionOutcome.ExplicitDeny => "explicitDeny",
                _ => "implicitDeny",
            },
            decision.Layer switch
            {
                PolicyLayer.IdentityBasedPolicy => "identity",
                PolicyLayer.ResourceBasedPolicy or PolicyLayer.RoleTrustPolicy => "resource",
                PolicyLayer.PermissionsBoundary => "boundary",
                PolicyLayer.SessionPolicy => "session",
                PolicyLayer.VpcEndpointPolicy => "endpoint",
                PolicyLayer.ServiceControlPolicy => "scp",
                PolicyLayer.ResourceControlPolicy => "rcp",
                _ => "none",
            },
            decision.Level, string.Join(' ', explanation.MatchedStatements.Select(m => $"{m.Policy.PolicyId}/{m.StatementIndex}")));
    }

    ImmutableArray<PolicySet> Levels(string kind)
    {
        var levels = ImmutableArray.CreateBuilder<PolicySet>();
        while (sets.TryGetValue(kind + levels.Count, out var set))
            levels.Add(set);
        return levels.Count == 0 ? default : levels.DrainToImmutable();
    }
}
