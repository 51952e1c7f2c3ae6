using System.Text.Json;
using System.Text.Json.Nodes;
using Mantle.Server.Hosting;
using Mantle.Server.Tests.Operations.S3;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.CloudTrail;

/// <summary>The log files that trails deliver.</summary>
public sealed class DeliveryTests : IAsyncLifetime
{
    readonly TrailServer server = new();
    S3Client s3 = null!;

    TestClient Root => s3.Client;

    public async ValueTask InitializeAsync()
    {
        await server.InitializeAsync();
        s3 = await server.NewS3Async();
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    async Task DeliverAsync()
    {
        server.Clock.Advance(TimeSpan.FromMinutes(5));
        await server.DeliverAsync();
    }

    [Fact]
    public async Task Events_are_delivered_once_under_CloudTrails_key()
    {
        await Root.Iam("CreateUser", ("UserName", "before"));
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        var bucket = await s3.NewTrailAsync();
        await Root.Iam("CreateUser", ("UserName", "ann"));
        await DeliverAsync();
        var key = Assert.Single(await s3.KeysAsync(bucket));
        Assert.Matches(
            $"^AWSLogs/{Root.AccountId}/CloudTrail/us-east-1/2026/03/01/"
                + $@"{Root.AccountId}_CloudTrail_us-east-1_20260301T1205Z_[A-Za-z0-9]{{16}}\.json\.gz$",
            key
        );
        var object_ = (await s3.GetAsync($"/{bucket}/{key}")).Expect(200);
        Assert.Equal(("application/json", "gzip"), (object_.Header("Content-Type"), object_.Header("Content-Encoding")));
        var names = await s3.EventNamesAsync(bucket);
        Assert.Equal("StartLogging", names.First(name => name == "StartLogging"));
        Assert.Single(names, name => name == "CreateUser");
        Assert.Equal(
            (await server.EventsAsync(Root)).Single(e => e.ToString().Contains("\"ann\"", StringComparison.Ordinal)).GetRawText(),
            (await s3.RecordsAsync(bucket)).Single(e => (string)e["eventName"]! == "CreateUser").ToJsonString(Relaxed)
        );
        // Nothing new but what the test itself read; the delivery's own writes are data events, which the trail does not select.
        await DeliverAsync();
        await DeliverAsync();
        var records = await s3.RecordsAsync(bucket);
        Assert.Equal(records.Count, records.Select(record => (string)record["eventID"]!).Distinct().Count());
        Assert.DoesNotContain("PutObject", records.Select(record => (string)record["eventName"]!));
    }

    static readonly JsonSerializerOptions Relaxed = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public async Task Between_stop_and_start_nothing_is_delivered()
    {
        var bucket = await s3.NewTrailAsync();
        await Root.Iam("CreateUser", ("UserName", "one"));
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        await Root.Trail("StopLogging", new { Name = "trail" });
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        await Root.Iam("CreateUser", ("UserName", "two"));
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        await Root.Trail("StartLogging", new { Name = "trail" });
        await Root.Iam("CreateUser", ("UserName", "three"));
        await DeliverAsync();
        var users = (await s3.RecordsAsync(bucket))
            .Where(record => (string)record["eventName"]! == "CreateUser")
            .Select(record => (string)record["requestParameters"]!["userName"]!);
        Assert.Equal(["one", "three"], users);
    }

    [Fact]
    public async Task A_trail_of_all_regions_has_a_folder_for_each()
    {
        var one = await s3.NewTrailAsync("one");
        var all = await s3.NewTrailAsync("all", multiRegion: true);
        var away = new TestClient(Root.Endpoint, server.Clock, Root.AccountId, Root.Credentials) { Region = "eu-west-1" };
        await away.Trail("DescribeTrails");
        await Root.Trail("ListTrails");
        await DeliverAsync();
        Assert.Equal(["DescribeTrails"], await s3.EventNamesAsync(all, "eu-west-1"));
        Assert.Contains("ListTrails", await s3.EventNamesAsync(all, "us-east-1"));
        Assert.Empty(await s3.EventNamesAsync(one, "eu-west-1"));
        Assert.Contains("ListTrails", await s3.EventNamesAsync(one));
    }

    [Fact]
    public async Task Without_global_events_IAM_is_left_out()
    {
        var bucket = await s3.NewTrailAsync();
        await Root.Trail("UpdateTrail", new { Name = "trail", IncludeGlobalServiceEvents = false });
        await Root.Iam("CreateUser", ("UserName", "ann"));
        await DeliverAsync();
        Assert.DoesNotContain("CreateUser", await s3.EventNamesAsync(bucket));
        Assert.Contains("UpdateTrail", await s3.EventNamesAsync(bucket));
    }

    [Theory]
    [InlineData("""{"ReadWriteType":"WriteOnly"}""", "CreateUser", "ListUsers PutObject")]
    [InlineData("""{"ReadWriteType":"ReadOnly"}""", "ListUsers", "CreateUser PutObject")]
    [InlineData(
        """{"DataResources":[{"Type":"AWS::S3::Object","Values":["arn:aws:s3:::BUCKET/in"]}]}""",
        "CreateUser PutObject:in/a",
        "PutObject:out/b"
    )]
    [InlineData(
        """{"IncludeManagementEvents":false,"DataResources":[{"Type":"AWS::S3::Object","Values":["arn:aws:s3"]}]}""",
        "PutObject:in/a PutObject:out/b ListObjectsV2",
        "CreateUser"
    )]
    public Task Basic_selectors_select(string selector, string delivered, string left) =>
        SelectsAsync("EventSelectors", $"[{selector}]", delivered, left);

    [Theory]
    [InlineData("""{"Field":"eventCategory","Equals":["Management"]}""", "CreateUser ListUsers", "PutObject")]
    [InlineData(
        """{"Field":"eventCategory","Equals":["Management"]},{"Field":"eventSource","NotEquals":["iam.amazonaws.com"]}""",
        "PutEventSelectors",
        "CreateUser"
    )]
    [InlineData("""{"Field":"eventCategory","Equals":["Management"]},{"Field":"readOnly","Equals":["true"]}""", "ListUsers", "CreateUser")]
    [InlineData(
        DataField + ""","resources.ARN":0},{"Field":"resources.ARN","StartsWith":["arn:aws:s3:::BUCKET/in/"]}""",
        "PutObject:in/a",
        "PutObject:out/b CreateUser"
    )]
    [InlineData(
        DataField + ""","resources.ARN":0},{"Field":"resources.ARN","NotStartsWith":["arn:aws:s3:::BUCKET/in/"]}""",
        "PutObject:out/b",
        "PutObject:in/a"
    )]
    [InlineData(
        DataField + ""","resources.ARN":0},{"Field":"resources.ARN","EndsWith":["/b"]},{"Field":"eventName","StartsWith":["Put"]}""",
        "PutObject:out/b",
        "PutObject:in/a ListObjectsV2"
    )]
    [InlineData(
        DataField + ""","resources.ARN":0},{"Field":"eventName","NotEndsWith":["V2"]},{"Field":"userIdentity.arn","EndsWith":[":root"]}""",
        "PutObject:in/a PutObject:out/b",
        "ListObjectsV2"
    )]
    public Task Advanced_selectors_select(string fields, string delivered, string left) =>
        SelectsAsync(
            "AdvancedEventSelectors",
            $$"""[{"FieldSelectors":[{{fields.Replace(""","resources.ARN":0""", "", StringComparison.Ordinal)}}]}]""",
            delivered,
            left
        );

    const string DataField = """{"Field":"eventCategory","Equals":["Data"]},{"Field":"resources.type","Equals":["AWS::S3::Object"]""";

    async Task SelectsAsync(string kind, string selectors, string delivered, string left)
    {
        var bucket = await s3.NewTrailAsync();
        var watched = await s3.NewBucketAsync();
        await Root.Trail(
            "PutEventSelectors",
            new JsonObject
            {
                ["TrailName"] = "trail",
                [kind] = JsonNode.Parse(selectors.Replace("BUCKET", watched, StringComparison.Ordinal)),
            }
        );
        await Root.Iam("CreateUser", ("UserName", "ann"));
        await Root.Iam("ListUsers");
        (await s3.PutAsync($"/{watched}/in/a", "data")).Expect(200);
        (await s3.PutAsync($"/{watched}/out/b", "data")).Expect(200);
        (await s3.GetAsync($"/{watched}?list-type=2")).Expect(200);
        await DeliverAsync();
        var records = await s3.RecordsAsync(bucket);
        foreach (var name in delivered.Split(' '))
            Assert.Contains(records, record => Is(record, name));
        foreach (var name in left.Split(' '))
            Assert.DoesNotContain(records, record => Is(record, name));
    }

    static bool Is(JsonNode record, string name)
    {
        var parts = name.Split(':');
        return (string)record["eventName"]! == parts[0] && (parts.Length == 1 || (string?)record["requestParameters"]?["key"] == parts[1]);
    }

    [Fact]
    public async Task A_bucket_that_refuses_gets_everything_later()
    {
        var bucket = await s3.NewTrailAsync();
        await Root.Iam("CreateUser", ("UserName", "ann"));
        (await s3.SendAsync("DELETE", $"/{bucket}?policy")).Expect(204);
        await DeliverAsync();
        var status = await Root.Trail("GetTrailStatus", new { Name = "trail" });
        Assert.Equal("AccessDenied", (string)status["LatestDeliveryError"]!);
        (await s3.PutAsync($"/{bucket}?policy", CloudTrailCalls.PolicyFor(bucket, s3.AccountId))).Expect(204);
        await Root.Iam("CreateUser", ("UserName", "bob"));
        await DeliverAsync();
        status = await Root.Trail("GetTrailStatus", new { Name = "trail" });
        Assert.Null(status["LatestDeliveryError"]);
        Assert.Equal(server.Now.ToUnixTimeSeconds(), (long)(double)status["LatestDeliveryTime"]!);
        Assert.Equal(2, (await s3.EventNamesAsync(bucket)).Count(name => name == "CreateUser"));
    }

    [Fact]
    public async Task An_interrupted_delivery_is_carried_out_again_under_the_same_names()
    {
        var bucket = await s3.NewTrailAsync();
        await Root.Iam("CreateUser", ("UserName", "ann"));
        // The plan is stored before S3 refuses the file; so it is after a crash.
        (await s3.SendAsync("DELETE", $"/{bucket}?policy")).Expect(204);
        await DeliverAsync();
        (await s3.PutAsync($"/{bucket}?policy", CloudTrailCalls.PolicyFor(bucket, s3.AccountId))).Expect(204);
        await server.RestartAsync();
        s3 = new S3Client(server.Management.With(Root.AccountId, Root.Credentials), server.Clock);
        await Root.Iam("CreateUser", ("UserName", "bob"));
        await DeliverAsync();
        var keys = (await s3.KeysAsync(bucket)).Where(key => key.Contains("/CloudTrail/", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, keys.Count);
        // The first one has the time of the first attempt.
        Assert.Contains(keys, key => key.Contains("T1205Z", StringComparison.Ordinal));
        Assert.Contains(keys, key => key.Contains("T1210Z", StringComparison.Ordinal));
        var records = await s3.RecordsAsync(bucket);
        Assert.Equal(records.Count, records.Select(record => (string)record["eventID"]!).Distinct().Count());
        Assert.Equal(2, records.Count(record => (string)record["eventName"]! == "CreateUser"));
    }

    [Fact]
    public async Task The_servers_folder_has_the_same_files()
    {
        var bucket = await s3.NewTrailAsync();
        await DeliverAsync();
        server.Clock.Advance(TimeSpan.FromHours(1));
        await server.DeliverAsync();
        foreach (var key in await s3.KeysAsync(bucket))
        {
            var copy = Path.Combine(server.TrailFolder, bucket, key);
            Assert.Equal((await s3.GetAsync($"/{bucket}/{key}")).Expect(200).Body, await File.ReadAllBytesAsync(copy, Cancelled));
            if (key.Contains("Digest", StringComparison.Ordinal))
                Assert.Equal(
                    (await s3.SendAsync("HEAD", $"/{bucket}/{key}")).Header("x-amz-meta-signature"),
                    await File.ReadAllTextAsync(copy + ".signature", Cancelled)
                );
        }
    }

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("bucket/../../etc/x")]
    [InlineData("bucket/./a")]
    [InlineData("bucket//a")]
    [InlineData("..")]
    public void A_prefix_leads_out_of_no_folder(string name)
    {
        var path = Mantle.CloudTrail.Delivery.FolderCopy.PathOf("/folder", name);
        Assert.Equal(path, Path.GetFullPath(path));
        Assert.StartsWith("/folder/", path, StringComparison.Ordinal);
    }

    /// <summary>A server that copies what trails deliver to a folder.</summary>
    sealed class TrailServer : TestServer
    {
        public string TrailFolder => Path.Combine(DataFolder, "copies");

        internal override ServerOptions Configure(ServerOptions options) =>
            options with
            {
                TrailFolder = Path.Combine(options.DataFolder, "copies"),
            };
    }
}
