using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Cors;

/// <summary>
/// Preflight requests where no rules are, as AWS was recorded answering them (LocalStack's <c>test_s3_cors.snapshot.json</c>): 403, never
/// 404, about the bucket even where the URL names an object.
/// </summary>
[Collection(ServerCollection.Name)]
public class MissingBucketTests(TestServer server)
{
    [Theory]
    [InlineData("", false, "PUT")]
    [InlineData("/key", false, "PUT")]
    [InlineData("/key", false, null)]
    [InlineData("/key", true, "PUT")]
    [InlineData("", true, null)]
    public async Task It_is_forbidden(string path, bool isThere, string? method)
    {
        var s3 = await server.NewS3Async();
        var bucket = isThere ? await s3.NewBucketAsync() : S3Client.NewBucketName();
        (string, string)[] headers = method is null ? [] : [("access-control-request-method", method)];
        var refused = (
            await s3.SendUnsignedAsync("OPTIONS", $"/{bucket}{path}", null, [("origin", "https://a.example.com"), .. headers])
        ).Refused(
            403,
            "AccessForbidden",
            isThere ? "CORSResponse: CORS is not enabled for this bucket." : "CORSResponse: Bucket not found"
        );
        Assert.Equal((method ?? "OPTIONS", "BUCKET"), (refused.Element("Method"), refused.Element("ResourceType")));
    }

    [Theory]
    [InlineData("", "BUCKET")]
    [InlineData("/key", "OBJECT")]
    public async Task What_the_rules_do_not_allow_is_said_of_what_the_URL_names(string path, string resource)
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        const string Rule = "<CORSRule><AllowedOrigin>http://a</AllowedOrigin><AllowedMethod>GET</AllowedMethod></CORSRule>";
        (await s3.PutDocumentAsync($"/{bucket}?cors", $"<CORSConfiguration>{Rule}</CORSConfiguration>")).Expect(200);
        var refused = (
            await s3.SendUnsignedAsync(
                "OPTIONS",
                $"/{bucket}{path}",
                null,
                ("origin", "http://b"),
                ("access-control-request-method", "GET")
            )
        ).Refused(403, "AccessForbidden");
        Assert.Equal(resource, refused.Element("ResourceType"));
    }
}
