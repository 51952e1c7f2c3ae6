namespace Mantle.Policy.Tests;

/// <summary>The catalog of condition keys.</summary>
public sealed class ConditionKeyCatalogTests
{
    [Theory]
    [InlineData("aws:TagKeys", ConditionKeyType.String, true)]
    [InlineData("AWS:calledvia", ConditionKeyType.String, true)]
    [InlineData("aws:SourceIp", ConditionKeyType.IpAddress, false)]
    [InlineData("aws:RequestTag/team", ConditionKeyType.String, false)]
    [InlineData("aws:PrincipalArn", ConditionKeyType.Arn, false)]
    [InlineData("s3:max-keys", ConditionKeyType.Numeric, false)]
    [InlineData("s3:prefix", ConditionKeyType.String, false)]
    [InlineData("dynamodb:Attributes", ConditionKeyType.String, true)]
    [InlineData("iam:PolicyARN", ConditionKeyType.Arn, false)]
    [InlineData("apigateway:Request/EndpointType", ConditionKeyType.String, true)]
    public void A_key_has_its_documented_type(string name, ConditionKeyType type, bool isMultivalued)
    {
        Assert.True(ConditionKeyCatalog.TryGet(name, out var actualType, out var actualMultivalued));
        Assert.Equal((type, isMultivalued), (actualType, actualMultivalued));
    }

    [Theory]
    [InlineData("aws:NoSuchKey")]
    [InlineData("nothing")]
    [InlineData("id.example.com/x:sub")]
    [InlineData("")]
    public void An_unknown_key_is_not_found(string name) => Assert.False(ConditionKeyCatalog.TryGet(name, out _, out _));

    [Fact]
    public void All_global_keys_are_in_it() =>
        Assert.All(
            Enum.GetValues<GlobalConditionKey>().Where(k => k != GlobalConditionKey.None),
            k =>
                Assert.True(
                    ConditionKeyCatalog.TryGet($"aws:{k}", out _, out _) || ConditionKeyCatalog.TryGet($"aws:{k}/x", out _, out _),
                    k.ToString()
                )
        );
}
