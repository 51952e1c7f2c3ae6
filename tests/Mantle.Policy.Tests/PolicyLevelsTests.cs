namespace Mantle.Policy.Tests;

/// <summary>The policies of an organization's levels, evaluated as one.</summary>
public sealed class PolicyLevelsTests
{
    static readonly CompiledPolicy FullAccess = Policy("full", """{"Effect":"Allow","Action":"*","Resource":"*"}""");

    static readonly CompiledPolicy DenyPut = Policy("deny-put", """{"Effect":"Deny","Action":"s3:PutObject","Resource":"*"}""");

    static CompiledPolicy Policy(string id, params string[] statements) =>
        CompiledPolicy.Compile($$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""", id);

    static EvaluationRequest Ask(PolicyLevels levels, string action = "s3:PutObject", RequestContext? context = null) =>
        new()
        {
            Principal = Callers.Named("user"),
            Action = ActionName.Parse(action),
            Resource = "arn:aws:s3:::bucket/key",
            IdentityPolicies = [FullAccess],
            ServiceControlPolicies = levels,
            Context = context ?? RequestContext.Empty,
        };

    static Decision Decide(in EvaluationRequest request)
    {
        var decision = PolicyEvaluator.Evaluate(in request);
        Assert.Equal(PolicyEvaluator.Explain(in request).Decision, decision);
        return decision;
    }

    [Fact]
    public void Levels_of_full_access_limit_nothing_and_are_told_all_the_same()
    {
        PolicyLevels levels =
        [
            [FullAccess],
            [FullAccess],
            [Policy("named", """{"Effect":"Allow","Principal":"*","Action":["s3:*","*"],"Resource":["arn:aws:s3:::x","*"]}""")],
        ];
        Assert.True(levels.IsOpen);
        Assert.True(Decide(Ask(levels)).IsAllowed);
        Assert.Equal(
            [("full", 0), ("full", 1), ("named", 2)],
            PolicyEvaluator
                .Explain(Ask(levels))
                .MatchedStatements.Where(s => s.Layer == PolicyLayer.ServiceControlPolicy)
                .Select(s => (s.Policy.PolicyId, s.Level))
        );
    }

    [Theory]
    [InlineData("""{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}""")]
    [InlineData("""{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::*"}""")]
    [InlineData("""{"Effect":"Allow","Action":"s3:*","Resource":"*"}""")]
    [InlineData("""{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}""")]
    [InlineData("""{"Effect":"Allow","Action":"*","NotResource":"*"}""")]
    [InlineData("""{"Effect":"Deny","Action":"*","Resource":"*"}""")]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"*","Resource":"*"}""")]
    public void Whatever_does_not_allow_everything_to_everybody_limits(string statement)
    {
        Assert.False(PolicyLevels.Create([FullAccess], [Policy("some", statement)]).IsOpen);
        Assert.Equal(
            1,
            Decide(
                Ask(
                    [
                        [FullAccess],
                        [Policy("some", statement)],
                    ],
                    "iam:GetUser"
                ) with
                {
                    Resource = "arn:aws:iam::111122223333:user/x",
                }
            ).Level
        );
    }

    [Fact]
    public void A_level_without_policies_allows_nothing() =>
        Assert.Equal(
            new Decision(DecisionOutcome.ImplicitDeny, PolicyLayer.ServiceControlPolicy, 1, null),
            Decide(
                Ask([
                    [FullAccess],
                    [],
                    [FullAccess],
                ])
            )
        );

    [Fact]
    public void The_first_level_that_denies_is_told_wherever_else_the_policy_is_attached()
    {
        var elsewhere = DenyPut.WithSource(new PolicySource("elsewhere"));
        var decision = Decide(
            Ask([
                [FullAccess],
                [FullAccess, elsewhere],
                [FullAccess, DenyPut],
            ])
        );
        Assert.Equal(new Decision(DecisionOutcome.ExplicitDeny, PolicyLayer.ServiceControlPolicy, 1, elsewhere), decision);
    }

    [Fact]
    public void A_policy_attached_to_two_levels_allows_on_both()
    {
        var reads = Policy("reads", """{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}""");
        PolicyLevels levels =
        [
            [reads],
            [reads],
        ];
        Assert.True(Decide(Ask(levels, "s3:GetObject")).IsAllowed);
        Assert.Equal(0, Decide(Ask(levels)).Level);
    }

    [Fact]
    public void More_actions_than_are_remembered_are_decided_alike()
    {
        PolicyLevels levels =
        [
            [FullAccess, Policy("odd", """{"Effect":"Deny","Action":"s3:*1","Resource":"*"}""")],
            [Policy("s3", """{"Effect":"Allow","Action":"s3:*","Resource":"*"}""")],
        ];
        for (var round = 0; round < 2; round++)
        for (var i = 0; i < 2_000; i++)
            Assert.Equal(
                i % 10 == 1 ? DecisionOutcome.ExplicitDeny : DecisionOutcome.Allowed,
                Decide(Ask(levels, $"s3:Action{i}")).Outcome
            );
    }

    [Fact]
    public void More_statements_of_an_action_than_are_remembered_are_decided_alike()
    {
        var many = Policy(
            "many",
            [
                .. Enumerable
                    .Range(0, 40)
                    .Select(i =>
                        $$"""{"Effect":"Deny","Action":"s3:PutObject","Resource":"arn:aws:s3:::bucket{{(i == 33 ? "" : i)}}/*"}"""
                    ),
            ]
        );
        PolicyLevels levels =
        [
            [FullAccess],
            [FullAccess, many],
        ];
        Assert.Equal(DecisionOutcome.ExplicitDeny, Decide(Ask(levels)).Outcome);
        Assert.True(Decide(Ask(levels) with { Resource = "arn:aws:s3:::other/key" }).IsAllowed);
    }

    [Theory]
    [InlineData("StringNotEquals", "us-east-1", true)]
    [InlineData("StringNotEquals", "us-east-2", false)]
    [InlineData("StringEquals", "us-east-1", false)]
    [InlineData("StringEquals", "us-east-2", true)]
    [InlineData("StringNotLikeIfExists", "eu-west-1", true)]
    [InlineData("StringNotEquals", null, false)]
    [InlineData("StringNotEqualsIfExists", null, false)]
    [InlineData("StringEquals", null, true)]
    public void A_condition_on_plain_text_counts(string @operator, string? region, bool allowed)
    {
        var denial = Policy(
            "regions",
            $$$"""
            {"Effect":"Deny","NotAction":"iam:*","Resource":"*","Condition":{"{{{@operator}}}":{"aws:RequestedRegion":["us-east-1",
             "eu-west-1"] } } }
            """
        );
        var context = new DictionaryRequestContext();
        if (region is not null)
            context.Add("aws:RequestedRegion", region);
        Assert.Equal(
            allowed,
            Decide(
                Ask(
                    [
                        [FullAccess, denial],
                    ],
                    context: context
                )
            ).IsAllowed
        );
        Assert.True(
            Decide(
                Ask(
                    [
                        [FullAccess, denial],
                    ],
                    "iam:GetUser",
                    context
                )
            ).IsAllowed
        );
    }

    [Fact]
    public void Many_threads_that_ask_for_new_actions_agree()
    {
        PolicyLevels levels =
        [
            [FullAccess, Policy("odd", """{"Effect":"Deny","Action":"s3:*1","Resource":"*"}""")],
        ];
        Parallel.For(0, 8_000, i => Assert.Equal(i % 10 == 1, !PolicyEvaluator.Evaluate(Ask(levels, $"s3:Do{i % 1_000}")).IsAllowed));
    }

    [Fact]
    public void There_are_at_most_64_levels() =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            PolicyLevels.Create(Enumerable.Repeat<PolicySet>([FullAccess], PolicyLevels.MaxLevels + 1))
        );

    [Fact]
    public void The_64th_level_counts() => Assert.Equal(63, Decide(Ask([.. Enumerable.Repeat<PolicySet>([FullAccess], 63), []])).Level);
}
