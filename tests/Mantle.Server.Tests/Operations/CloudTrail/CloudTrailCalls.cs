using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mantle.Server.Tests.Operations.S3;
using Mantle.Server.Tests.Support;
using Mantle.SigV4;

namespace Mantle.Server.Tests.Operations.CloudTrail;

/// <summary>Calls of CloudTrail, signed as an SDK signs them, and helpers for its tests.</summary>
static class CloudTrailCalls
{
    static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    /// <summary>The prefix that botocore sends; other SDKs send only its last part.</summary>
    const string Prefix = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101";

    /// <summary>A call that succeeds.</summary>
    public static async Task<JsonNode> Trail(this TestClient client, string action, object? input = null)
    {
        var (status, answer) = await client.SendTrailAsync(action, input);
        Assert.True(status == HttpStatusCode.OK, $"{action}: {answer}");
        return answer;
    }

    /// <summary>A call that is refused with this code and, where given, message.</summary>
    public static async Task TrailRefused(this TestClient client, string code, string? message, string action, object? input = null)
    {
        var (status, answer) = await client.SendTrailAsync(action, input);
        Assert.True(status == HttpStatusCode.BadRequest, $"{action}: {(int)status} {answer}");
        Assert.Equal(code, (string?)answer["__type"]);
        if (message is not null)
            Assert.Equal(message, (string?)answer["message"] ?? (string?)answer["Message"]);
    }

    public static async Task<(HttpStatusCode Status, JsonNode Answer)> SendTrailAsync(
        this TestClient client,
        string action,
        object? input = null,
        string prefix = Prefix
    )
    {
        var body = Encoding.UTF8.GetBytes(input is null ? "{}" : JsonSerializer.Serialize(input));
        var uri = new Uri(client.Endpoint);
        var headers = new HeaderList()
            .Add("host", uri.Authority)
            .Add("content-type", "application/x-amz-json-1.1")
            .Add("x-amz-target", $"{prefix}.{action}");
        new RequestSigner(client.Credentials, client.Region, "cloudtrail").Sign(
            SignableRequest.FromTarget("POST", "/", headers),
            PayloadHash.Of(body),
            client.Now
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, uri) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/x-amz-json-1.1");
        for (var i = 0; i < headers.Count; i++)
            if (headers[i].Key is not ("host" or "content-type"))
                request.Headers.TryAddWithoutValidation(headers[i].Key, headers[i].Value);
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, JsonNode.Parse(text.Length == 0 ? "{}" : text)!);
    }

    public static string TrailArn(this TestClient client, string name) =>
        $"arn:aws:cloudtrail:{client.Region}:{client.AccountId}:trail/{name}";

    /// <summary>A new bucket that lets CloudTrail write for any trail of the account.</summary>
    public static async Task<string> NewTrailBucketAsync(this S3Client s3)
    {
        var bucket = await s3.NewBucketAsync();
        (await s3.PutAsync($"/{bucket}?policy", PolicyFor(bucket, s3.AccountId))).Expect(204);
        return bucket;
    }

    /// <summary>The bucket policy of the User Guide.</summary>
    public static string PolicyFor(string bucket, string accountId, string folder = "AWSLogs/*", string trail = "*") =>
        $$"""
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:GetBucketAcl",
               "Resource":"arn:aws:s3:::{{bucket}}",
               "Condition":{"StringLike":{"aws:SourceArn":"arn:aws:cloudtrail:*:{{accountId}}:trail/{{trail}}"} } },
              {"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:PutObject",
               "Resource":"arn:aws:s3:::{{bucket}}/{{folder}}",
               "Condition":{"StringEquals":{"s3:x-amz-acl":"bucket-owner-full-control","aws:SourceAccount":"{{accountId}}"},
                            "StringLike":{"aws:SourceArn":"arn:aws:cloudtrail:*:{{accountId}}:trail/{{trail}}"} } }]}
            """;

    /// <summary>A new trail that logs, with digest files.</summary>
    public static async Task<string> NewTrailAsync(this S3Client s3, string name = "trail", bool multiRegion = false)
    {
        var bucket = await s3.NewTrailBucketAsync();
        await s3.Client.Trail(
            "CreateTrail",
            new
            {
                Name = name,
                S3BucketName = bucket,
                EnableLogFileValidation = true,
                IsMultiRegionTrail = multiRegion,
            }
        );
        await s3.Client.Trail("StartLogging", new { Name = name });
        return bucket;
    }

    /// <summary>Runs the delivery once, as if its interval had passed.</summary>
    public static async Task DeliverAsync(this TestServer server)
    {
        var module = server.Server.Modules.Single(module => module.Service.SigningName == "cloudtrail");
        foreach (var chore in module.Chores)
            await chore.RunAsync(server.Clock.GetUtcNow(), CancellationToken.None);
    }

    /// <summary>The keys in a bucket, in order.</summary>
    public static async Task<IReadOnlyList<string>> KeysAsync(this S3Client s3, string bucket, string prefix = "") =>
        (await s3.GetAsync($"/{bucket}?list-type=2&prefix={Uri.EscapeDataString(prefix)}")).Expect(200).All("Key");

    /// <summary>The records in the log files of a bucket.</summary>
    public static async Task<IReadOnlyList<JsonNode>> RecordsAsync(this S3Client s3, string bucket, string region = "")
    {
        var records = new List<JsonNode>();
        foreach (var key in await s3.KeysAsync(bucket))
            if (key.Contains($"/CloudTrail/{region}", StringComparison.Ordinal))
                records.AddRange((await s3.FileAsync(bucket, key))["Records"]!.AsArray().Select(record => record!));
        return records;
    }

    /// <summary>The names of the events in the log files of a bucket.</summary>
    public static async Task<IReadOnlyList<string>> EventNamesAsync(this S3Client s3, string bucket, string region = "") =>
        [.. (await s3.RecordsAsync(bucket, region)).Select(record => (string)record["eventName"]!)];

    /// <summary>A delivered file.</summary>
    public static async Task<JsonNode> FileAsync(this S3Client s3, string bucket, string key) =>
        JsonNode.Parse(Unzipped((await s3.GetAsync($"/{bucket}/{key}")).Expect(200).Body))!;

    public static byte[] Unzipped(byte[] compressed)
    {
        using var gzip = new GZipStream(new MemoryStream(compressed), CompressionMode.Decompress);
        using var content = new MemoryStream();
        gzip.CopyTo(content);
        return content.ToArray();
    }
}
