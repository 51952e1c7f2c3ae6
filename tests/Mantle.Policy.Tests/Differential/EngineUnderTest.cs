namespace Mantle.Policy.Tests.Differential;

/// <summary>The library's side of the comparison.</summary>
sealed class EngineUnderTest
{
    readonly Dictionary<string, PolicySet> sets;
    readonly PolicyLevels? serviceControl,
        resourceControl;

    public EngineUnderTest(Scenario scenario)
    {
        // Equal documents share their compiled form, as in the server.
        var compiled = new Dictionary<string, CompiledPolicy>(StringComparer.Ordinal);
        sets = scenario.Layers.ToDictionary(
            l => l.Key,
            l => PolicySet.Create(l.Value.Select((p, i) => Compiled(p.ToJsonString()).WithSource(new PolicySource($"{l.Key}/{i}"))))
        );
        serviceControl = Levels("scp");
        resourceControl = Levels("rcp");

        CompiledPolicy Compiled(string text) =>
            compiled.TryGetValue(text, out var policy)
                ? policy
                : compiled[text] = CompiledPolicy.Compile(PolicyDocument.Parse(text), new PolicySource("policy"), scenario.Bindings);
    }

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
            ServiceControlPolicies = serviceControl,
            ResourceControlPolicies = resourceControl,
        };
    }

    public Verdict Evaluate(Scenario scenario)
    {
        var request = Request(scenario);
        var explanation = PolicyEvaluator.Explain(request);
        Assert.Equal(explanation.Decision, PolicyEvaluator.Evaluate(request));
        var decision = explanation.Decision;
        // Explained a second time, with the cached action.
        Assert.Equal(decision, PolicyEvaluator.Evaluate(request));
        AssertLevelsTellTheDecision(explanation);
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
            decision.Level,
            string.Join(' ', explanation.MatchedStatements.Select(m => $"{m.Policy.PolicyId}/{m.StatementIndex}"))
        );
    }

    /// <summary>The outcomes of the levels in the explanation, combined, give the decision.</summary>
    static void AssertLevelsTellTheDecision(DecisionExplanation explanation)
    {
        var decision = explanation.Decision;
        if (decision.Level < 0)
            return;
        var level = explanation.Layers.First(l => l.Layer == decision.Layer && l.Level == decision.Level);
        Assert.Equal((decision.Outcome, true), (level.Outcome, level.Applies));
        Assert.All(
            explanation.Layers.Where(l => l.Layer == decision.Layer && l.Level < decision.Level),
            l => Assert.NotEqual(decision.Outcome, l.Outcome)
        );
    }

    PolicyLevels? Levels(string kind)
    {
        var levels = new List<PolicySet>();
        while (sets.TryGetValue(kind + levels.Count, out var set))
            levels.Add(set);
        return levels.Count == 0 ? null : PolicyLevels.Create(levels);
    }
}
