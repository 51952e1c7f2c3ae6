using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Mantle.Core.Audit;
using Mantle.Core.Storage;
using Mantle.Server.Tests.Support;
using static Mantle.Server.Tests.Operations.S3.Policies.OpenBuckets;

namespace Mantle.Server.Tests.Operations.S3.Policies;

/// <summary>Anonymous requests.</summary>
[Collection(ServerCollection.Name)]
public class AnonymousTests(TestServer server)
{
    [Fact]
    public async Task Nobody_gets_what_no_policy_allows()
    {
        var s3 = await server.NewS3Async();
        var bucket = await OpenBucketAsync(s3);
        foreach (
            var (method, target) in new[]
            {
                ("GET", "/"),
                ("PUT", $"/{S3Client.NewBucketName()}"),
                ("GET", $"/{bucket}"),
                ("GET", $"/{bucket}/key"),
                ("PUT", $"/{bucket}/new"),
                ("DELETE", $"/{bucket}/key"),
                ("DELETE", $"/{bucket}"),
                ("GET", $"/{bucket}?policy"),
                ("DELETE", $"/{bucket}?policy"),
                ("POST", $"/{bucket}/new?uploads"),
            }
        )
            (await s3.SendUnsignedAsync(method, target, method == "PUT" ? [] : null)).Refused(403, "AccessDenied", "Access Denied");
        (await s3.SendUnsignedAsync("HEAD", $"/{bucket}/key")).Expect(403);
        (await s3.SendUnsignedAsync("GET", $"/{bucket}/key?AWSAccessKeyId=AKIAEXAMPLE&Signature=x&Expires=1")).Refused(
            400,
            "InvalidRequest",
            "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256."
        );
        (await s3.SendUnsignedAsync("GET", "/no-such-bucket-anywhere/key")).Refused(404, "NoSuchBucket");
        (await s3.GetAsync($"/{bucket}/key")).Expect(200);
    }

    [Fact]
    public async Task Everyone_gets_what_a_policy_allows_everyone_and_nothing_else()
    {
        var s3 = await server.NewS3Async();
        var bucket = await OpenBucketAsync(s3);
        (await s3.PutDocumentAsync($"/{bucket}?policy", Everyone(bucket, "\"s3:GetObject\",\"s3:PutObject\""))).Expect(204);
        Assert.Equal("true", (await s3.GetAsync($"/{bucket}?policyStatus")).Element("IsPublic"));
        Assert.Equal("data", (await s3.SendUnsignedAsync("GET", $"/{bucket}/key")).Expect(200).Text);
        (await s3.SendUnsignedAsync("PUT", $"/{bucket}/new", "new"u8.ToArray())).Expect(200);
        Assert.Equal("new", (await s3.GetAsync($"/{bucket}/new")).Text);
        (await s3.SendUnsignedAsync("DELETE", $"/{bucket}/key")).Refused(403, "AccessDenied");
        // Only callers who may list the bucket learn whether a key exists.
        (await s3.SendUnsignedAsync("GET", $"/{bucket}/none")).Refused(403, "AccessDenied");
        (await s3.SendUnsignedAsync("POST", $"/{bucket}/new?uploads")).Refused(
            403,
            "AccessDenied",
            "Anonymous users cannot initiate multipart uploads.  Please authenticate."
        );
        (await s3.SendUnsignedAsync("PUT", $"/{bucket}/copy", [], ("x-amz-copy-source", $"/{bucket}/key"))).Refused(
            403,
            "AccessDenied",
            "Anonymous users cannot copy objects.  Please authenticate"
        );
    }

    [Theory]
    [InlineData("response-cache-control=no-cache")]
    [InlineData("response-content-disposition=attachment")]
    [InlineData("response-content-encoding=gzip")]
    [InlineData("response-content-language=de")]
    [InlineData("response-content-type=text/html")]
    [InlineData("response-expires=Thu,%2001%20Dec%202033%2016:00:00%20GMT")]
    public async Task Headers_of_the_answer_are_chosen_by_who_signs(string query)
    {
        var s3 = await server.NewS3Async();
        var bucket = await OpenBucketAsync(s3);
        (await s3.PutDocumentAsync($"/{bucket}?policy", Everyone(bucket, "\"s3:GetObject\""))).Expect(204);
        foreach (var key in new[] { "key", "none" })
            (await s3.SendUnsignedAsync("GET", $"/{bucket}/{key}?{query}")).Refused(
                400,
                "InvalidRequest",
                "Request specific response headers cannot be used for anonymous GET requests."
            );
        (await s3.SendUnsignedAsync("HEAD", $"/{bucket}/key?{query}")).Expect(400);
        (await s3.SendUnsignedAsync("GET", $"/{bucket}/key")).Expect(200);
        (await s3.GetAsync($"/{bucket}/key?{query}")).Expect(200);
    }

    [Fact]
    public async Task A_condition_on_who_calls_keeps_anonymous_callers_out()
    {
        var s3 = await server.NewS3Async();
        var bucket = await OpenBucketAsync(s3);
        (
            await s3.PutDocumentAsync(
                $"/{bucket}?policy",
                Everyone(bucket, "\"s3:GetObject\"", condition: $$"""{"StringEquals":{"aws:PrincipalAccount":"{{s3.AccountId}}"} }""")
            )
        ).Expect(204);
        Assert.Equal("false", (await s3.GetAsync($"/{bucket}?policyStatus")).Element("IsPublic"));
        (await s3.SendUnsignedAsync("GET", $"/{bucket}/key")).Refused(403, "AccessDenied");
        (
            await s3.PutDocumentAsync(
                $"/{bucket}?policy",
                Everyone(bucket, "\"s3:GetObject\"", condition: """{"StringEquals":{"aws:PrincipalType":"Anonymous"}}""")
            )
        ).Expect(204);
        (await s3.SendUnsignedAsync("GET", $"/{bucket}/key")).Expect(200);
    }

    [Fact]
    public async Task A_body_that_nobody_signed_is_still_compared_with_what_the_request_says_of_it()
    {
        var s3 = await server.NewS3Async();
        var bucket = await OpenBucketAsync(s3);
        (await s3.PutDocumentAsync($"/{bucket}?policy", Everyone(bucket, "\"s3:PutObject\""))).Expect(204);
        (await s3.SendUnsignedAsync("PUT", $"/{bucket}/a", "x"u8.ToArray(), ("x-amz-content-sha256", new string('0', 64)))).Refused(
            400,
            "XAmzContentSHA256Mismatch"
        );
        (
            await s3.SendUnsignedAsync(
                "PUT",
                $"/{bucket}/a",
                "x"u8.ToArray(),
                ("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD")
            )
        ).Refused(400, "InvalidArgument");
        (
            await s3.SendUnsignedAsync(
                "PUT",
                $"/{bucket}/a",
                "1\r\nx\r\n0\r\nx-amz-checksum-crc32:jNyrtw==\r\n\r\n"u8.ToArray(),
                ("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
                ("content-encoding", "aws-chunked"),
                ("x-amz-decoded-content-length", "1"),
                ("x-amz-trailer", "x-amz-checksum-crc32")
            )
        ).Refused(400, "BadDigest");
        (await s3.GetAsync($"/{bucket}/a")).Refused(404, "NoSuchKey");
    }

    [Theory]
    [InlineData("GET", "/key", "", "GetObject")]
    [InlineData("POST", "?delete", "<Delete><Object><Key>key</Key></Object></Delete>", "DeleteObjects")]
    public async Task An_allowed_anonymous_call_is_in_the_trail_of_the_buckets_owner(string method, string target, string body, string name)
    {
        var s3 = await server.NewS3Async();
        var bucket = await OpenBucketAsync(s3);
        (await s3.PutDocumentAsync($"/{bucket}?policy", Everyone(bucket, "\"s3:GetObject\",\"s3:DeleteObject\""))).Expect(204);
        var bytes = Encoding.UTF8.GetBytes(body);
        var hash = ("x-amz-checksum-sha256", Convert.ToBase64String(SHA256.HashData(bytes)));
        (await s3.SendUnsignedAsync(method, $"/{bucket}{target}", bytes, hash)).Expect(200);
        (await s3.SendUnsignedAsync("GET", $"/{bucket}?policy")).Expect(403);
        await server.Server.Part<Recorder>().FlushAsync();
        var segments = await server.Server.Part<ITrail>().ReadAsync(AccountId.Parse(s3.AccountId), null, 0, 100);
        var last = segments
            .SelectMany(row => Encoding.UTF8.GetString(row.Segment.Lines).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Last();
        Assert.Equal(name, last.GetProperty("eventName").GetString());
        Assert.Equal(
            ("AWSAccount", "ANONYMOUS_PRINCIPAL"),
            (
                last.GetProperty("userIdentity").GetProperty("type").GetString(),
                last.GetProperty("userIdentity").GetProperty("accountId").GetString()
            )
        );
    }
}
