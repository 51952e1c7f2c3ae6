namespace Mantle.Policy.Tests;

/// <summary>What an explanation contains besides the decision.</summary>
public sealed class ExplanationTests
{
    static EvaluationRequest Ask(string policy, RequestContext? context = null) =>
        new()
        {
            Principal = Callers.Named("user"),
            Action = ActionName.Parse("s3:GetObject"),
            Resource = "arn:aws:s3:::bucket/key",
            IdentityPolicies = [CompiledPolicy.Compile(policy, "alices-policy")],
            Context = context ?? RequestContext.Empty,
        };

    [Fact]
    public void A_matched_statement_has_its_policy_sid_and_place()
    {
        var statement = Assert.Single(
            PolicyEvaluator
                .Explain(
                    Ask(
                        """
                        {
                          "Version": "2012-10-17",
                          "Statement": [
                            { "Effect": "Allow", "Action": "ec2:*", "Resource": "*" },
                            { "Sid": "Read", "Effect": "Allow", "Action": "s3:Get*",
                              "Resource": "*" }
                          ]
                        }
                        """
                    )
                )
                .MatchedStatements
        );
        Assert.Equal("alices-policy", statement.Policy.PolicyId);
        Assert.Equal("Read", statement.Sid);
        Assert.Equal(1, statement.StatementIndex);
        Assert.Equal(PolicyLayer.IdentityBasedPolicy, statement.Layer);
        Assert.Equal(new SourceSpan(new(5, 5), new(6, 24)), statement.Span);
    }

    [Fact]
    public void Every_layer_that_is_present_tells_its_own_outcome()
    {
        var everything = CompiledPolicy.Compile("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""");
        var nothing = CompiledPolicy.Compile("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ec2:*","Resource":"*"}}""");
        var denial = CompiledPolicy.Compile("""{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}""");
        var explanation = PolicyEvaluator.Explain(
            new EvaluationRequest
            {
                Principal = Callers.Named("service-linked-role"),
                Action = ActionName.Parse("s3:GetObject"),
                Resource = "arn:aws:s3:::bucket/key",
                IdentityPolicies = [everything],
                PermissionsBoundary = [nothing],
                SessionPolicies = [denial],
                ServiceControlPolicies =
                [
                    [everything],
                    [denial],
                ],
            }
        );
        Assert.Equal(
            [
                new LayerResult(PolicyLayer.ServiceControlPolicy, 0, DecisionOutcome.Allowed, false),
                new LayerResult(PolicyLayer.ServiceControlPolicy, 1, DecisionOutcome.ExplicitDeny, false),
                new LayerResult(PolicyLayer.IdentityBasedPolicy, -1, DecisionOutcome.Allowed, true),
                new LayerResult(PolicyLayer.PermissionsBoundary, -1, DecisionOutcome.ImplicitDeny, true),
                new LayerResult(PolicyLayer.SessionPolicy, -1, DecisionOutcome.ExplicitDeny, true),
            ],
            explanation.Layers
        );
        Assert.Equal(new Decision(DecisionOutcome.ExplicitDeny, PolicyLayer.SessionPolicy, -1, denial), explanation.Decision);
    }

    [Fact]
    public void What_could_not_be_evaluated_is_named_with_its_statement()
    {
        var explanation = PolicyEvaluator.Explain(
            Ask(
                """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*",
                 "Condition":{"StringEquals":{"aws:TagKeys":"a"}}}}
                """,
                new DictionaryRequestContext { { "aws:TagKeys", "a", "b" } }
            )
        );
        Assert.Equal(DecisionOutcome.ImplicitDeny, explanation.Decision.Outcome);
        var element = Assert.Single(explanation.Unevaluated);
        Assert.Equal("StringEquals compares one value, and the request has 2 of aws:TagKeys.", element.Reason);
        Assert.Equal(0, element.StatementIndex);
    }

    [Fact]
    public void What_does_not_change_the_statement_is_not_named()
    {
        var explanation = PolicyEvaluator.Explain(
            Ask(
                """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*",
                 "Condition":{"StringEquals":{"aws:TagKeys":"a","aws:username":"bob"}}}}
                """,
                new DictionaryRequestContext { { "aws:TagKeys", "a", "b" }, { "aws:username", "alice" } }
            )
        );
        Assert.Empty(explanation.Unevaluated);
    }

    [Fact]
    public void The_same_policy_twice_in_a_set_is_told_twice()
    {
        var policy = CompiledPolicy.Compile("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""");
        var request = Ask("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""");
        request = new EvaluationRequest
        {
            Principal = request.Principal,
            Action = request.Action,
            Resource = request.Resource,
            IdentityPolicies =
            [
                policy.WithSource(new("first", PolicySourceType.UserManaged)),
                policy.WithSource(new("second", PolicySourceType.Group)),
            ],
        };
        Assert.Equal(["first", "second"], PolicyEvaluator.Explain(request).MatchedStatements.Select(m => m.Policy.PolicyId));
        Assert.Equal("first", PolicyEvaluator.Evaluate(request).Policy!.Source.PolicyId);
    }

    [Theory]
    [InlineData(
        DecisionOutcome.ExplicitDeny,
        PolicyLayer.IdentityBasedPolicy,
        "with an explicit deny in an identity-based policy: arn:aws:iam::111122223333:policy/P"
    )]
    [InlineData(
        DecisionOutcome.ExplicitDeny,
        PolicyLayer.ResourceBasedPolicy,
        "with an explicit deny in a resource-based policy: arn:aws:iam::111122223333:policy/P"
    )]
    [InlineData(
        DecisionOutcome.ExplicitDeny,
        PolicyLayer.VpcEndpointPolicy,
        "with an explicit deny in a VPC endpoint policy: arn:aws:iam::111122223333:policy/P"
    )]
    [InlineData(
        DecisionOutcome.ExplicitDeny,
        PolicyLayer.SessionPolicy,
        "with an explicit deny in a session policy: arn:aws:iam::111122223333:policy/P"
    )]
    [InlineData(
        DecisionOutcome.ExplicitDeny,
        PolicyLayer.ResourceControlPolicy,
        "with an explicit deny in a resource control policy: arn:aws:iam::111122223333:policy/P"
    )]
    [InlineData(
        DecisionOutcome.ExplicitDeny,
        PolicyLayer.RoleTrustPolicy,
        "with an explicit deny in the role trust policy: arn:aws:iam::111122223333:policy/P"
    )]
    [InlineData(
        DecisionOutcome.ImplicitDeny,
        PolicyLayer.ResourceBasedPolicy,
        "because no resource-based policy allows the s3:ListAllMyBuckets action"
    )]
    [InlineData(
        DecisionOutcome.ImplicitDeny,
        PolicyLayer.RoleTrustPolicy,
        "because no role trust policy allows the s3:ListAllMyBuckets action"
    )]
    public void Access_denied_has_AWS_own_words(DecisionOutcome outcome, PolicyLayer layer, string reason) =>
        Assert.Equal(
            $"User: arn:aws:iam::111122223333:user/alice is not authorized to perform: s3:ListAllMyBuckets {reason}",
            AccessDeniedMessage.Format(
                Callers.UserArn,
                ActionName.Parse("s3:ListAllMyBuckets"),
                null,
                new Decision(outcome, layer, -1, null),
                "arn:aws:iam::111122223333:policy/P"
            )
        );
}
