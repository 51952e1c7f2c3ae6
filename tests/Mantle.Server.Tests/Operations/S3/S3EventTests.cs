using System.Text;
using System.Text.Json;
using Mantle.Core.Audit;
using Mantle.Core.Storage;
using Mantle.Server.Tests.Support;
using Mantle.SigV4;

namespace Mantle.Server.Tests.Operations.S3;

[Collection(ServerCollection.Name)]
public class S3EventTests(TestServer server)
{
    [Fact]
    public async Task Every_authenticated_call_leaves_an_event_failures_included()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "x")).Expect(200);
        (await s3.GetAsync($"/{bucket}/key")).Expect(200);
        (await s3.SendAsync("PUT", $"/{bucket}/bad", "x"u8.ToArray(), PayloadHash.Of("y"u8))).Expect(400);
        var user = s3.As(await s3.Client.NewUserAsync("nobody"));
        (await user.GetAsync($"/{bucket}/key")).Expect(403);

        var events = await EventsAsync(s3);
        Assert.Equal(
            ["CreateBucket", "PutObject", "GetObject", "PutObject", "GetObject"],
            events.Select(record => record.GetProperty("eventName").GetString())
        );
        Assert.Equal([true, false, false, false, false], events.Select(record => record.GetProperty("managementEvent").GetBoolean()));
        Assert.Equal([false, false, true, false, true], events.Select(record => record.GetProperty("readOnly").GetBoolean()));
        Assert.Equal("Data", events[1].GetProperty("eventCategory").GetString());
        Assert.Equal($"arn:aws:s3:::{bucket}/key", events[1].GetProperty("resources")[0].GetProperty("ARN").GetString());
        Assert.Equal("XAmzContentSHA256Mismatch", events[3].GetProperty("errorCode").GetString());
        Assert.Equal("AccessDenied", events[4].GetProperty("errorCode").GetString());
    }

    [Fact]
    public async Task A_request_that_cannot_be_bound_leaves_an_event_of_the_operation_that_it_named()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (await s3.PutDocumentAsync($"/{bucket}?cors", "<CORSConfiguration>")).Refused(400, "MalformedXML");
        var last = (await EventsAsync(s3))[^1];
        Assert.Equal(
            ("PutBucketCors", "MalformedXML"),
            (last.GetProperty("eventName").GetString(), last.GetProperty("errorCode").GetString())
        );
    }

    async Task<List<JsonElement>> EventsAsync(S3Client s3)
    {
        await server.Server.Part<Recorder>().FlushAsync();
        var segments = await server.Server.Part<ITrail>().ReadAsync(AccountId.Parse(s3.AccountId), null, 0, 100);
        return
        [
            .. segments
                .SelectMany(row => Encoding.UTF8.GetString(row.Segment.Lines).Split('\n', StringSplitOptions.RemoveEmptyEntries))
                .Select(record => JsonDocument.Parse(record).RootElement)
                .Where(record => record.GetProperty("eventSource").GetString() == "s3.amazonaws.com"),
        ];
    }
}
