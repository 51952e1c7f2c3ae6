namespace Mantle.Policy.Tests;

/// <summary>The members that a compiled policy offers for analysis match the policy's text.</summary>
public sealed class CompiledStatementTests
{
    [Fact]
    public void Patterns_are_told_apart_into_literals_wildcards_and_variables()
    {
        var statement = Read(
            """
            {"Sid":"A","Effect":"Deny","Action":["s3:GetObject","s3:Put*","s3:*Acl","*"],
            "Resource":["arn:aws:s3:::home/${aws:username}/*","arn:aws:sqs:*-1:1:q?","arn:aws:iam"]}
            """
        );
        Assert.Equal(("A", Effect.Deny, 0), (statement.Sid, statement.Effect, statement.Index));
        Assert.Equal(
            ["*", "s3:*acl", "s3:getobject", "s3:put*"],
            statement.Actions.Select(a => a.ToString()).Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            [
                new(PatternPartKind.Literal, "arn:aws:s3:::home/"),
                new(PatternPartKind.Variable, null, new ContextKey("aws:username")),
                new(PatternPartKind.Literal, "/"),
                new(PatternPartKind.AnyCharacters),
            ],
            statement.Resources[0].Parts.AsEnumerable()
        );
        Assert.Equal(PatternPartKind.AnyCharactersInSegment, statement.Resources[1].Parts[1].Kind);
        Assert.Equal(PatternPartKind.OneCharacter, statement.Resources[1].Parts[^1].Kind);
        Assert.Equal("arn:aws:iam:*:*:*", statement.Resources[2].ToString());
    }

    [Fact]
    public void Negated_elements_and_conditions_are_read()
    {
        var statement = Read(
            """
            {"Effect":"Allow","NotAction":["iam:*","sts:AssumeRole"],"NotResource":"*","NotPrincipal":{"AWS":"123456789012"},
            "Condition":{"ForAnyValue:StringLikeIfExists":{"aws:TagKeys":["a*","${*}"]},"IpAddress":{"aws:SourceIp":"10.0.0.0/8"},
            "NumericLessThan":{"s3:max-keys":"10"},"DateLessThan":{"aws:CurrentTime":"1970-01-01T00:00:10Z"},
              "Bool":{"aws:SecureTransport":"true"}}}
            """
        );
        Assert.True(statement.IsNotAction && statement.IsNotResource && statement.IsNotPrincipal);
        Assert.Equal(["iam:*", "sts:assumerole"], statement.Actions.Select(a => a.ToString()));
        Assert.True(statement.Resources.Single().MatchesAll);
        Assert.Equal(new(PrincipalForm.Account, "123456789012"), statement.Principals.Single());
        Assert.Equal(["a*|*", "10.0.0.0/8", "10", "10", "true"], statement.Conditions.Select(c => string.Join('|', c.Values)));
        var tags = statement.Conditions[0];
        Assert.Equal((SetOperator.ForAnyValue, ConditionOperator.StringLike, true), (tags.SetOperator, tags.Operator, tags.IfExists));
        Assert.True(tags.Values[1].IsLiteral);
        Assert.False(tags.Values[0].IsLiteral);
    }

    [Fact]
    public void A_visitor_meets_every_value_in_order()
    {
        var visitor = new Collector();
        visitor.Visit(
            PolicyDocument.Parse(
                """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":["a:b","c:d"],"NotResource":"*",
                "Condition":{"StringEquals":{"k:k":["1","2"]}}},{"Effect":"Deny","NotAction":"e:f"}]}
                """
            )
        );
        Assert.Equal("principal *, action a:b, action c:d, resource *, k:k 1, k:k 2, action e:f", string.Join(", ", visitor.Met));
    }

    [Fact]
    public void An_absent_element_reads_as_no_values()
    {
        PolicyElement<PolicyValue> absent = default;
        Assert.False(absent.IsPresent);
        Assert.Empty(absent);
        Assert.Empty(absent.Values);
        Assert.Throws<ArgumentOutOfRangeException>(() => absent[0]);
    }

    [Fact]
    public void Names_that_were_read_once_go_into_a_request_as_they_are()
    {
        var account = AccountId.Parse("123456789012");
        var user = Arn.Parse("arn:aws:iam::123456789012:user/a");
        Assert.True(user.TryGetAccount(out var owner) && owner == account);
        var request = new EvaluationRequest
        {
            Principal = Principal.User(user, account, "AIDAEXAMPLE"),
            Action = ActionName.Parse("iam:GetUser"),
            Resource = user,
            ResourceAccountId = account,
            IdentityPolicies = [CompiledPolicy.Compile("""{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""")],
        };
        Assert.True(PolicyEvaluator.Evaluate(request).IsAllowed);
        Assert.False(AccountId.TryParse("12345678901", out _));
        Assert.False(AccountId.TryParse("12345678901x", out _));
        Assert.Equal("", default(AccountId).ToString());
    }

    static CompiledStatement Read(string statement) =>
        CompiledPolicy.Compile($$"""{"Version":"2012-10-17","Statement":{{statement}}}""").ReadStatements().Single();

    sealed class Collector : PolicyVisitor
    {
        public List<string> Met { get; } = [];

        protected override void VisitPrincipal(PolicyStatement statement, StatementPrincipal principal) =>
            Met.Add($"principal {principal.Value}");

        protected override void VisitAction(PolicyStatement statement, PolicyValue action) => Met.Add($"action {action}");

        protected override void VisitResource(PolicyStatement statement, PolicyValue resource) => Met.Add($"resource {resource}");

        protected override void VisitConditionValue(PolicyCondition condition, PolicyValue value) => Met.Add($"{condition.Key} {value}");
    }
}
