using System.Net;
using Mantle.Server.Tests.Operations.S3;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.CloudTrail;

/// <summary>A trail is found without regard to case, and authorized as what it is called.</summary>
[Collection(ServerCollection.Name)]
public sealed class TrailCaseTests(TestServer server)
{
    [Theory]
    [InlineData("Main2")]
    [InlineData("MAIN2")]
    [InlineData("arn:aws:cloudtrail:us-east-1:ACCOUNT:trail/MAIN2")]
    [InlineData("arn:aws:cloudtrail:US-EAST-1:ACCOUNT:trail/Main2")]
    public async Task A_deny_on_its_ARN_counts_for_every_way_to_name_it(string named)
    {
        var s3 = await server.NewS3Async();
        await s3.NewTrailAsync("Main2");
        var arn = s3.Client.TrailArn("Main2");
        var user = await s3.Client.NewUserAsync(
            "dev",
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},
             {"Effect":"Deny","Action":"*","Resource":"ARN"}]}
            """.Replace("ARN", arn, StringComparison.Ordinal)
        );
        var name = named.Replace("ACCOUNT", s3.AccountId, StringComparison.Ordinal);
        foreach (var action in new[] { "StopLogging", "StartLogging", "GetTrailStatus", "GetTrail", "UpdateTrail", "DeleteTrail" })
            await Refused(action, new { Name = name });
        await Refused("GetEventSelectors", new { TrailName = name });
        await Refused(
            "PutEventSelectors",
            new { TrailName = name, EventSelectors = new[] { new { IncludeManagementEvents = true, ReadWriteType = "All" } } }
        );
        if (name.StartsWith("arn:", StringComparison.Ordinal))
            await Refused("AddTags", new { ResourceId = name, TagsList = new[] { new { Key = "team", Value = "red" } } });
        await s3.Client.Trail("GetTrail", new { Name = "Main2" });

        async Task Refused(string action, object input)
        {
            var (status, answer) = await user.SendTrailAsync(action, input);
            Assert.True(status == HttpStatusCode.BadRequest, action);
            Assert.Equal("AccessDeniedException", (string?)answer["__type"]);
        }
    }
}
