namespace Mantle.Policy.Tests;

/// <summary>The questions that a document, its text and its names answer.</summary>
public sealed class DocumentTests
{
    const string Text = """
        {"Version":"2012-10-17","Id":"x","Statement":[
        {"Effect":"Allow","Principal":{"AWS":["arn:aws:iam::111122223333:user/alice","*"]},"Action":["s3:Get*","S3:GET*"],
        "Resource":["arn:aws:s3:::b/${aws:username}/${aws:PrincipalTag/team, 'x'}","*"],
        "Condition":{"StringLike":{"s3:prefix":["${AWS:userName}","${*}"]},"NumericLessThan":{"s3:max-keys":10}}},
        {"Effect":"Deny","NotPrincipal":{"Service":"ec2.amazonaws.com"},"NotAction":"iam:*","NotResource":"arn:aws:s3:::c"}]}
        """;

    [Fact]
    public void Context_keys_of_conditions_and_variables_are_listed_once() =>
        Assert.Equal(["aws:username", "aws:PrincipalTag/team", "s3:prefix", "s3:max-keys"], PolicyDocument.Parse(Text).ContextKeys());

    [Fact]
    public void In_version_2008_there_are_no_variables() =>
        Assert.Equal(
            ["s3:prefix", "s3:max-keys"],
            PolicyDocument.Parse(Text.Replace("2012-10-17", "2008-10-17", StringComparison.Ordinal)).ContextKeys()
        );

    [Fact]
    public void Actions_resources_and_principals_are_listed_with_those_of_the_not_elements()
    {
        var document = PolicyDocument.Parse(Text);
        Assert.Equal(["s3:Get*", "iam:*"], document.NamedActions());
        Assert.Equal(["arn:aws:s3:::b/${aws:username}/${aws:PrincipalTag/team, 'x'}", "*", "arn:aws:s3:::c"], document.NamedResources());
        Assert.Equal(
            [
                new StatementPrincipal(StatementPrincipalType.Aws, "arn:aws:iam::111122223333:user/alice", new(2, 39)),
                new StatementPrincipal(StatementPrincipalType.Aws, "*", new(2, 78)),
                new StatementPrincipal(StatementPrincipalType.Service, "ec2.amazonaws.com", new(5, 44)),
            ],
            document.NamedPrincipals()
        );
    }

    [Fact]
    public void Parse_throws_with_the_place()
    {
        var thrown = Assert.Throws<FormatException>(() => PolicyDocument.Parse("{\n\"Version\":1}"));
        Assert.Equal("Syntax errors in policy. Line 2, column 11: Version is a string.", thrown.Message);
    }

    [Theory]
    [InlineData("""{ "a" : [ 1 , "x y" ] }""", """{"a":[1,"x y"]}""", 14)]
    [InlineData("{\n\t\"a\\\" b\": \"\\\\\" }\r\n", """{"a\" b":"\\"}""", 13)]
    [InlineData("", "", 0)]
    [InlineData("\"open \\", "\"open \\", 6)]
    public void White_space_between_tokens_does_not_count(string text, string minified, int length)
    {
        Assert.Equal(minified, PolicySize.Minify(text));
        Assert.Equal(length, PolicySize.NonWhitespaceLength(text));
    }

    [Theory]
    [InlineData("aws:RequestTag/team", "aws:RequestTag", "team", GlobalConditionKey.RequestTag)]
    [InlineData("AWS:requesttag/a:b/c", "AWS:requesttag", "a:b/c", GlobalConditionKey.RequestTag)]
    [InlineData("aws:SourceIp", "aws:SourceIp", null, GlobalConditionKey.SourceIp)]
    [InlineData("oidc.eks.us-east-1.amazonaws.com/id/X:aud", "oidc.eks.us-east-1.amazonaws.com/id/X:aud", null, GlobalConditionKey.None)]
    [InlineData("iam:ResourceTag/", "iam:ResourceTag", "", GlobalConditionKey.None)]
    [InlineData("plain", "plain", null, GlobalConditionKey.None)]
    public void A_context_key_is_taken_apart(string name, string prefix, string? tagKey, GlobalConditionKey global)
    {
        var key = new ContextKey(name);
        Assert.Equal((prefix, tagKey, global), (key.Prefix, key.TagKey, key.Global));
    }

    [Fact]
    public void Context_keys_and_actions_compare_ignoring_case()
    {
        Assert.Equal(new ContextKey("AWS:USERNAME"), new ContextKey("aws:username"));
        Assert.Equal(new ContextKey("AWS:USERNAME").GetHashCode(), new ContextKey("aws:username").GetHashCode());
        Assert.NotEqual(new ContextKey("aws:username"), new ContextKey("aws:userid"));
        Assert.Equal(ActionName.Parse("S3:getOBJECT"), ActionName.Parse("s3:GetObject"));
        Assert.NotEqual(ActionName.Parse("s3:GetObjec"), ActionName.Parse("s3:GetObject"));
    }

    [Theory]
    [InlineData("s3")]
    [InlineData(":x")]
    [InlineData("s3:")]
    [InlineData("s3:Get*")]
    [InlineData("")]
    [InlineData(null)]
    public void What_no_request_performs_is_no_action(string? text) => Assert.False(ActionName.TryParse(text, out _));

    [Fact]
    public void An_ARN_is_taken_apart()
    {
        Assert.True(Arn.TryParse("arn:aws-cn:s3:r:123456789012:a:b/c", out var arn));
        Assert.Equal(
            ("aws-cn", "s3", "r", "123456789012", "a:b/c"),
            (arn.Partition.ToString(), arn.Service.ToString(), arn.Region.ToString(), arn.AccountId.ToString(), arn.Resource.ToString())
        );
        Assert.False(Arn.TryParse("arn:aws:s3::b", out _));
        Assert.False(Arn.TryParse("urn:aws:s3:::b", out _));
    }

    [Fact]
    public void A_context_of_many_keys_finds_them_all()
    {
        var context = new DictionaryRequestContext();
        for (var i = 0; i < 100; i++)
            context.Add($"test:Key{i}", $"{i}");
        context.Add("TEST:KEY7", "seven");
        Assert.Equal(100, context.Count());
        Assert.True(context.TryGetValues(new ContextKey("test:key7"), out var values) && values[0] == "seven");
        Assert.True(context.TryGetValues(new ContextKey("test:Key99"), out values) && values[0] == "99");
        Assert.False(context.TryGetValues(new ContextKey("test:Key100"), out _));
    }

    [Fact]
    public void A_large_policy_is_found_in_by_action_and_resource()
    {
        var statements = string.Join(
            ',',
            Enumerable
                .Range(0, 500)
                .Select(i =>
                    $$"""
                        {"Sid":"S{{i}}","Effect":"Allow","Action":"s3:GetObject","Resource":["arn:aws:s3:::bucket-{{i}}/*",
                         "arn:aws:s3:::bucket-{{i}}"]}
                        """
                )
        );
        PolicySet set =
        [
            CompiledPolicy.Compile($$"""{"Version":"2012-10-17","Statement":[{{statements}}]}"""),
            CompiledPolicy.Compile($$"""{"Version":"2012-10-17","Statement":[{{statements}}]}"""),
        ];
        for (var i = 0; i < 510; i++)
        {
            var explanation = PolicyEvaluator.Explain(
                new EvaluationRequest
                {
                    Principal = Callers.Named("user"),
                    Action = ActionName.Parse("s3:GetObject"),
                    Resource = $"arn:aws:s3:::bucket-{i}/key",
                    IdentityPolicies = set,
                }
            );
            Assert.Equal(i < 500 ? [$"S{i}", $"S{i}"] : [], explanation.MatchedStatements.Select(m => m.Sid));
        }
    }
}
