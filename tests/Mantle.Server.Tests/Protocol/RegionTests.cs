using System.Net;
using Mantle.Server.Tests.Operations.CloudTrail;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Operations.S3;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Protocol;

/// <summary>
/// The region of a call becomes a condition key, a part of ARNs and the region of events. It is one of AWS's, and that of a global service
/// is us-east-1 whichever a client signs for
/// (<see href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html"/>).
/// </summary>
[Collection(ServerCollection.Name)]
public class RegionTests(TestServer server)
{
    [Theory]
    [InlineData("xx")]
    [InlineData("..")]
    [InlineData("US-EAST-1")]
    [InlineData("us-east-1x")]
    [InlineData("zz-east-1")]
    [InlineData("us-east-0")]
    public async Task A_scope_that_names_no_region_is_refused(string region)
    {
        var root = await server.NewAccountAsync();
        await Refused(region);
        await Refused(new string('r', 1_000));
        Assert.DoesNotContain(await server.EventsAsync(root), each => each.GetProperty("awsRegion").GetString() != "us-east-1");

        async Task Refused(string name)
        {
            var answer = await In(root, name).SendAsync("sts", "GetCallerIdentity");
            Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
            Assert.Contains(answer.Code, new[] { "SignatureDoesNotMatch", "IncompleteSignature" });
            if (answer.Code == "SignatureDoesNotMatch")
                Assert.Equal($"Credential should be scoped to a valid region, not '{name}'. ", answer.Message);
        }
    }

    [Fact]
    public async Task S3_says_which_region_it_expects()
    {
        var s3 = new S3Client(await server.NewAccountAsync(), server.Clock) { Region = "auto" };
        var answer = (await s3.GetAsync("/")).Refused(400, "AuthorizationHeaderMalformed");
        Assert.Equal("The authorization header is malformed; the region 'auto' is wrong; expecting 'us-east-1'", answer.All("Message")[0]);
        Assert.Equal("us-east-1", answer.All("Region")[0]);
    }

    [Theory]
    [InlineData("iam", "us-east-1")]
    [InlineData("sts", "eu-west-1")]
    public async Task A_global_service_has_one_region(string service, string region)
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync(
            "dev",
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*",
             "Condition":{"StringEquals":{"aws:RequestedRegion":"REGION"}}}]}
            """.Replace("REGION", region, StringComparison.Ordinal)
        );
        var caller = In(user, "eu-west-1");
        await caller.CallAsync(service, service == "iam" ? "ListUsers" : "GetSessionToken");
        var recorded = (await server.EventsAsync(root))[^1];
        Assert.Equal(region, recorded.GetProperty("awsRegion").GetString());
    }

    [Fact]
    public async Task The_event_of_IAM_is_in_the_history_of_its_region()
    {
        var root = await server.NewAccountAsync();
        await In(root, "eu-west-1").Iam("CreateUser", ("UserName", "hidden"));
        var found = await root.Trail(
            "LookupEvents",
            new { LookupAttributes = new[] { new { AttributeKey = "EventName", AttributeValue = "CreateUser" } } }
        );
        Assert.Single(found["Events"]!.AsArray());
    }

    /// <summary>What nobody signed names a region in its host; one that does not exist counts for nothing.</summary>
    [Fact]
    public async Task A_host_name_does_not_make_up_a_region()
    {
        var root = await server.NewAccountAsync();
        await root.Iam(
            "CreateOpenIDConnectProvider",
            ("Url", "https://issuer.example.com"),
            ("ThumbprintList.member.1", new string('a', 40)),
            ("ClientIDList.member.1", "app")
        );
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Post, root.Endpoint)
        {
            Content = new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["Action"] = "AssumeRoleWithWebIdentity",
                    ["Version"] = "2011-06-15",
                    ["RoleArn"] = root.Arn("role/none"),
                    ["RoleSessionName"] = "session",
                    ["WebIdentityToken"] = "a.b.c",
                }
            ),
        };
        request.Headers.Host = $"sts.{new string('r', 60)}.amazonaws.com";
        using var answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.All(await server.EventsAsync(root), each => Assert.Equal("us-east-1", each.GetProperty("awsRegion").GetString()));
    }

    TestClient In(TestClient caller, string region) =>
        new(caller.Endpoint, server.Clock, caller.AccountId, caller.Credentials) { Region = region };
}
