namespace Mantle.Policy.Tests;

/// <summary>The statements that nearly applied to a request.</summary>
public sealed class NearMissTests
{
    static EvaluationRequest Ask(string statements, RequestContext? context = null) =>
        new()
        {
            Principal = Callers.Named("user"),
            Action = ActionName.Parse("s3:GetObject"),
            Resource = "arn:aws:s3:::bucket/key",
            IdentityPolicies = [CompiledPolicy.Compile($$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""", "policy")],
            Context = context ?? RequestContext.Empty,
        };

    [Fact]
    public void A_statement_that_applies_or_is_about_other_actions_is_none() =>
        Assert.Empty(
            PolicyEvaluator.FindNearMisses(
                Ask(
                    """
                    {"Effect":"Allow","Action":"s3:Get*","Resource":"*"},
                    {"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::x"}
                    """
                )
            )
        );

    [Fact]
    public void A_statement_about_another_resource_misses_the_resource()
    {
        var miss = Assert.Single(
            PolicyEvaluator.FindNearMisses(
                Ask("""{"Sid":"Other","Effect":"Allow","NotAction":"ec2:*","Resource":"arn:aws:s3:::other/*"}""")
            )
        );
        Assert.Equal(("Other", 0, PolicyLayer.IdentityBasedPolicy), (miss.Sid, miss.StatementIndex, miss.Layer));
        Assert.True(miss.MissesResource);
        Assert.False(miss.MissesConditionsOnly);
    }

    [Fact]
    public void Failed_conditions_are_told_by_their_place()
    {
        var miss = Assert.Single(
            PolicyEvaluator.FindNearMisses(
                Ask(
                    """
                    {"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{
                     "StringEquals":{"aws:PrincipalTag/team":"blue","aws:username":"alice"},
                     "Bool":{"aws:SecureTransport":"true"}}}
                    """,
                    new DictionaryRequestContext { { "aws:username", "alice" }, { "aws:SecureTransport", "false" } }
                )
            )
        );
        Assert.Equal([0, 2], miss.FailedConditions);
        Assert.True(miss.MissesConditionsOnly);
    }

    [Fact]
    public void A_resource_policy_for_others_misses_the_principal_at_its_level()
    {
        var request = Ask("""{"Effect":"Allow","Action":"s3:*","Resource":"*"}""") with
        {
            ResourcePolicy =
            [
                CompiledPolicy.Compile(
                    """
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"999999999999"},
                     "Action":"s3:*","Resource":"*"}}
                    """
                ),
            ],
            ServiceControlPolicies =
            [
                [CompiledPolicy.Compile("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""")],
                [
                    CompiledPolicy.Compile(
                        """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::x"}}"""
                    ),
                ],
            ],
        };
        var misses = PolicyEvaluator.FindNearMisses(request);
        Assert.Equal(
            [(PolicyLayer.ServiceControlPolicy, 1, 1, false), (PolicyLayer.ResourceBasedPolicy, -1, 0, true)],
            misses.Select(miss => (miss.Layer, miss.Level, miss.PolicyIndex, miss.MissesPrincipal))
        );
    }
}
