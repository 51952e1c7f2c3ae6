using System.Text.Json.Nodes;
using Mantle.Server.Tests.Operations.S3;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.CloudTrail;

/// <summary>What is not here is refused with the error of an account that has none of it.</summary>
[Collection(ServerCollection.Name)]
public sealed class LakeTests(TestServer server)
{
    const string Id = "01234567-89ab-cdef-0123-456789abcdef";

    const string Store = """{"EventDataStore":"01234567-89ab-cdef-0123-456789abcdef"}""";

    [Theory]
    [InlineData("CreateEventDataStore", """{"Name":"store"}""", "UnsupportedOperationException")]
    [InlineData("GetEventDataStore", Store, "EventDataStoreNotFoundException")]
    [InlineData("UpdateEventDataStore", Store, "EventDataStoreNotFoundException")]
    [InlineData("DeleteEventDataStore", Store, "EventDataStoreNotFoundException")]
    [InlineData("RestoreEventDataStore", Store, "EventDataStoreNotFoundException")]
    [InlineData("StartEventDataStoreIngestion", Store, "EventDataStoreNotFoundException")]
    [InlineData("StopEventDataStoreIngestion", Store, "EventDataStoreNotFoundException")]
    [InlineData("DisableFederation", Store, "EventDataStoreNotFoundException")]
    [InlineData("ListQueries", Store, "EventDataStoreNotFoundException")]
    [InlineData("GenerateQuery", $$"""{"EventDataStores":["{{Id}}"],"Prompt":"who called"}""", "EventDataStoreNotFoundException")]
    [InlineData("StartQuery", """{"QueryStatement":"SELECT 1"}""", "EventDataStoreNotFoundException")]
    [InlineData("GetQueryResults", $$"""{"QueryId":"{{Id}}"}""", "QueryIdNotFoundException")]
    [InlineData("DescribeQuery", $$"""{"QueryId":"{{Id}}"}""", "QueryIdNotFoundException")]
    [InlineData("CancelQuery", $$"""{"QueryId":"{{Id}}"}""", "QueryIdNotFoundException")]
    [InlineData("SearchSampleQueries", """{"SearchPhrase":"who"}""", "UnsupportedOperationException")]
    [InlineData("GetChannel", """{"Channel":"channel"}""", "ChannelNotFoundException")]
    [InlineData("UpdateChannel", """{"Channel":"channel"}""", "ChannelNotFoundException")]
    [InlineData("DeleteChannel", """{"Channel":"channel"}""", "ChannelNotFoundException")]
    [InlineData(
        "CreateChannel",
        $$"""{"Name":"channel","Source":"Custom","Destinations":[{"Type":"EVENT_DATA_STORE","Location":"{{Id}}"}]}""",
        "UnsupportedOperationException"
    )]
    [InlineData("CreateDashboard", """{"Name":"board"}""", "UnsupportedOperationException")]
    [InlineData("GetDashboard", """{"DashboardId":"board"}""", "ResourceNotFoundException")]
    [InlineData("UpdateDashboard", """{"DashboardId":"board"}""", "ResourceNotFoundException")]
    [InlineData("DeleteDashboard", """{"DashboardId":"board"}""", "ResourceNotFoundException")]
    [InlineData("StartDashboardRefresh", """{"DashboardId":"board"}""", "ResourceNotFoundException")]
    [InlineData("StartImport", "{}", "UnsupportedOperationException")]
    [InlineData("GetImport", $$"""{"ImportId":"{{Id}}"}""", "ImportNotFoundException")]
    [InlineData("StopImport", $$"""{"ImportId":"{{Id}}"}""", "ImportNotFoundException")]
    [InlineData("GetResourcePolicy", """{"ResourceArn":"arn:aws:cloudtrail:us-east-1:1:channel/x"}""", "ResourceNotFoundException")]
    [InlineData("DeleteResourcePolicy", """{"ResourceArn":"arn:aws:cloudtrail:us-east-1:1:channel/x"}""", "ResourceNotFoundException")]
    [InlineData(
        "PutResourcePolicy",
        """{"ResourceArn":"arn:aws:cloudtrail:us-east-1:1:channel/x","ResourcePolicy":"{}"}""",
        "ResourceNotFoundException"
    )]
    [InlineData(
        "EnableFederation",
        $$"""{"EventDataStore":"{{Id}}","FederationRoleArn":"arn:aws:iam::123456789012:role/x"}""",
        "EventDataStoreNotFoundException"
    )]
    [InlineData(
        "ListInsightsMetricData",
        """{"EventName":"RunInstances","EventSource":"ec2.amazonaws.com","InsightType":"ApiCallRateInsight"}""",
        "UnsupportedOperationException"
    )]
    [InlineData("ListInsightsData", """{"InsightSource":"trail","DataType":"InsightsEvents"}""", "UnsupportedOperationException")]
    [InlineData("RegisterOrganizationDelegatedAdmin", """{"MemberAccountId":"123456789012"}""", "OrganizationsNotInUseException")]
    [InlineData("DeregisterOrganizationDelegatedAdmin", """{"DelegatedAdminAccountId":"123456789012"}""", "OrganizationsNotInUseException")]
    public async Task An_operation_of_what_is_not_here_is_refused(string action, string input, string code)
    {
        var root = await server.NewAccountAsync();
        await root.TrailRefused(code, null, action, JsonNode.Parse(input));
        var user = await root.NewUserAsync("user");
        await user.TrailRefused("AccessDeniedException", null, action, JsonNode.Parse(input));
    }

    [Theory]
    [InlineData("ListEventDataStores", "EventDataStores")]
    [InlineData("ListChannels", "Channels")]
    [InlineData("ListDashboards", "Dashboards")]
    [InlineData("ListImports", "Imports")]
    [InlineData("ListImportFailures", "Failures")]
    public async Task A_list_of_what_is_not_here_is_empty(string action, string list)
    {
        var root = await server.NewAccountAsync();
        var input = action == "ListImportFailures" ? new { ImportId = Id } : null;
        Assert.Empty((await root.Trail(action, input))[list]!.AsArray());
    }

    [Fact]
    public async Task Insights_are_not_enabled_and_cannot_be()
    {
        var s3 = await server.NewS3Async();
        await s3.NewTrailAsync();
        await s3.Client.TrailRefused("InsightNotEnabledException", null, "GetInsightSelectors", new { TrailName = "trail" });
        await s3.Client.TrailRefused(
            "UnsupportedOperationException",
            null,
            "PutInsightSelectors",
            new { TrailName = "trail", InsightSelectors = new[] { new { InsightType = "ApiCallRateInsight" } } }
        );
        await s3.Client.Trail("PutInsightSelectors", new { TrailName = "trail", InsightSelectors = Array.Empty<object>() });
        await s3.Client.TrailRefused("TrailNotFoundException", null, "GetInsightSelectors", new { TrailName = "missing" });
        await s3.Client.TrailRefused("InvalidParameterCombinationException", null, "GetInsightSelectors");
    }

    [Fact]
    public async Task A_trail_has_the_usual_event_configuration()
    {
        var s3 = await server.NewS3Async();
        await s3.NewTrailAsync();
        Assert.Equal("Standard", (string)(await s3.Client.Trail("GetEventConfiguration", new { TrailName = "trail" }))["MaxEventSize"]!);
        await s3.Client.TrailRefused(
            "UnsupportedOperationException",
            null,
            "PutEventConfiguration",
            new { TrailName = "trail", MaxEventSize = "Large" }
        );
    }
}
