using System.Text.Json.Nodes;
using Mantle.Server.Tests.Operations.S3;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.CloudTrail;

/// <summary>
/// Which selectors a trail can have
/// (<see href="https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html"/>).
/// </summary>
[Collection(ServerCollection.Name)]
public sealed class EventSelectorTests(TestServer server)
{
    [Fact]
    public async Task A_new_trail_selects_all_management_events()
    {
        var s3 = await server.NewS3Async();
        await s3.NewTrailAsync();
        var selectors = await s3.Client.Trail("GetEventSelectors", new { TrailName = "trail" });
        Assert.Equal(
            $$"""
            {"EventSelectors":[{"DataResources":[],"ExcludeManagementEventSources":[],"IncludeManagementEvents":true,
            "ReadWriteType":"All"}],"TrailARN":"{{s3.Client.TrailArn("trail")}}"}
            """.ReplaceLineEndings(""),
            selectors.ToJsonString()
        );
    }

    [Fact]
    public async Task Selectors_of_one_kind_replace_those_of_the_other()
    {
        var s3 = await server.NewS3Async();
        await s3.NewTrailAsync();
        var advanced = JsonNode.Parse(
            """
            [{"Name":"writes","FieldSelectors":[
              {"Field":"eventCategory","Equals":["Data"]},
              {"Field":"resources.type","Equals":["AWS::S3::Object"]},
              {"Field":"resources.ARN","StartsWith":["arn:aws:s3:::a/"],"NotEndsWith":[".tmp"]},
              {"Field":"readOnly","Equals":["false"]}]}]
            """
        )!;
        var put = await s3.Client.Trail("PutEventSelectors", new { TrailName = "trail", AdvancedEventSelectors = advanced });
        Assert.True(JsonNode.DeepEquals(advanced, put["AdvancedEventSelectors"]), put.ToJsonString());
        Assert.Null(put["EventSelectors"]);
        Assert.True((bool)(await s3.Client.Trail("GetTrail", new { Name = "trail" }))["Trail"]!["HasCustomEventSelectors"]!);
        var basic = JsonNode.Parse(
            """
            [{"DataResources":[{"Type":"AWS::S3::Object","Values":["arn:aws:s3:::a/b"]}],
              "ExcludeManagementEventSources":["kms.amazonaws.com"],"IncludeManagementEvents":false,"ReadWriteType":"WriteOnly"}]
            """
        )!;
        await s3.Client.Trail("PutEventSelectors", new { TrailName = "trail", EventSelectors = basic });
        var read = await s3.Client.Trail("GetEventSelectors", new { TrailName = "trail" });
        Assert.True(JsonNode.DeepEquals(basic, read["EventSelectors"]), read.ToJsonString());
        Assert.Null(read["AdvancedEventSelectors"]);
    }

    [Theory]
    [InlineData(
        """[{"DataResources":[{"Type":"AWS::S3::Bucket","Values":[]}]}]""",
        "Value AWS::S3::Bucket for DataResources.Type is invalid. Valid values are: AWS::DynamoDB::Table, AWS::Lambda::Function, "
            + "AWS::S3::Object"
    )]
    [InlineData(
        """[{"DataResources":[{"Type":"AWS::S3::Object","Values":["arn:aws:s3:::*/*"]}]}]""",
        "Value arn:aws:s3:::*/* for DataResources.Values is invalid."
    )]
    [InlineData(
        """[{"DataResources":[{"Type":"AWS::S3::Object","Values":["arn:aws:s3:::bucket"]}]}]""",
        "Value arn:aws:s3:::bucket for DataResources.Values is invalid."
    )]
    [InlineData("[]", "The number of event selectors must be between 1 and 5.")]
    [InlineData("[{},{},{},{},{},{}]", "The number of event selectors must be between 1 and 5.")]
    [InlineData(
        """[{"ExcludeManagementEventSources":["iam.amazonaws.com"]}]""",
        "Value iam.amazonaws.com for ExcludeManagementEventSources is invalid. Valid values are: kms.amazonaws.com, rdsdata.amazonaws.com"
    )]
    public async Task A_wrong_basic_selector_is_refused(string selectors, string message)
    {
        var s3 = await server.NewS3Async();
        await s3.NewTrailAsync();
        await s3.Client.TrailRefused(
            "InvalidEventSelectorsException",
            message,
            "PutEventSelectors",
            new { TrailName = "trail", EventSelectors = JsonNode.Parse(selectors) }
        );
    }

    [Theory]
    [InlineData("""[{"Field":"readOnly","Equals":["true"]}]""")]
    [InlineData("""[{"Field":"eventCategory","Equals":["Insight"]}]""")]
    [InlineData("""[{"Field":"eventCategory","Equals":["Management","Data"]}]""")]
    [InlineData("""[{"Field":"eventCategory","StartsWith":["Management"]}]""")]
    [InlineData("""[{"Field":"eventCategory","Equals":["Data"]}]""")]
    [InlineData("""[{"Field":"eventCategory","Equals":["Management"]},{"Field":"resources.ARN","Equals":["a"]}]""")]
    [InlineData("""[{"Field":"eventCategory","Equals":["Management"]},{"Field":"readOnly","Equals":["maybe"]}]""")]
    [InlineData("""[{"Field":"eventCategory","Equals":["Management"]},{"Field":"readOnly","NotEquals":["true"]}]""")]
    [InlineData("""[{"Field":"eventCategory","Equals":["Management"]},{"Field":"eventSource","StartsWith":["iam"]}]""")]
    [InlineData("""[{"Field":"eventCategory","Equals":["Management"]},{"Field":"eventCategory","Equals":["Management"]}]""")]
    [InlineData("""[{"Field":"eventCategory","Equals":["Management"]},{"Field":"eventSource"}]""")]
    [InlineData("""[{"Field":"eventCategory","Equals":["NetworkActivity"]}]""")]
    public async Task A_wrong_advanced_selector_is_refused(string fields)
    {
        var s3 = await server.NewS3Async();
        await s3.NewTrailAsync();
        await s3.Client.TrailRefused(
            "InvalidEventSelectorsException",
            null,
            "PutEventSelectors",
            new { TrailName = "trail", AdvancedEventSelectors = new[] { new { FieldSelectors = JsonNode.Parse(fields) } } }
        );
    }

    [Fact]
    public async Task Both_kinds_at_once_and_none_are_refused()
    {
        var s3 = await server.NewS3Async();
        await s3.NewTrailAsync();
        await s3.Client.TrailRefused("InvalidEventSelectorsException", null, "PutEventSelectors", new { TrailName = "trail" });
    }
}
