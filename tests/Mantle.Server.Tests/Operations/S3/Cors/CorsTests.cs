using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Cors;

[Collection(ServerCollection.Name)]
public class CorsTests(TestServer server)
{
    const string Rules = """
        <CORSConfiguration>
          <CORSRule><ID>one</ID><AllowedOrigin>https://*.example.com</AllowedOrigin>
            <AllowedMethod>PUT</AllowedMethod><AllowedMethod>GET</AllowedMethod><AllowedHeader>x-amz-*</AllowedHeader>
            <ExposeHeader>ETag</ExposeHeader><MaxAgeSeconds>3000</MaxAgeSeconds></CORSRule>
          <CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod></CORSRule>
        </CORSConfiguration>
        """;

    static Task<S3Answer> PreflightAsync(S3Client s3, string target, string origin, string method, string? headers = null) =>
        s3.SendUnsignedAsync(
            "OPTIONS",
            target,
            null,
            [
                ("origin", origin),
                ("access-control-request-method", method),
                .. headers is null ? [] : new[] { ("access-control-request-headers", headers) },
            ]
        );

    [Fact]
    public async Task Rules_are_put_read_and_deleted()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (await s3.GetAsync($"/{bucket}?cors")).Refused(404, "NoSuchCORSConfiguration", "The CORS configuration does not exist");
        (await s3.PutDocumentAsync($"/{bucket}?cors", Rules)).Expect(200);
        var read = (await s3.GetAsync($"/{bucket}?cors")).Expect(200);
        Assert.Equal(["PUT", "GET", "GET"], read.All("AllowedMethod"));
        Assert.Equal(("3000", "one"), (read.Element("MaxAgeSeconds"), read.Element("ID")));
        (await s3.SendAsync("DELETE", $"/{bucket}?cors")).Expect(204);
        (await s3.GetAsync($"/{bucket}?cors")).Refused(404, "NoSuchCORSConfiguration");
        (await s3.PutDocumentAsync($"/{bucket}?cors", Rules.Replace(">PUT<", ">PATCH<", StringComparison.Ordinal))).Refused(
            400,
            "InvalidRequest",
            "Found unsupported HTTP method in CORS config. Unsupported method is PATCH"
        );
        (await s3.PutDocumentAsync($"/{bucket}?cors", Rules.Replace("https://*.example", "https://*.*", StringComparison.Ordinal))).Refused(
            400,
            "InvalidRequest",
            "AllowedOrigin \"https://*.*.com\" can not have more than one wildcard."
        );
        (await s3.PutDocumentAsync($"/{bucket}?cors", "<CORSConfiguration/>")).Refused(400, "MalformedXML");
    }

    [Fact]
    public async Task A_preflight_request_is_answered_as_the_rules_say()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (await PreflightAsync(s3, $"/{bucket}/key", "https://a.example.com", "PUT")).Refused(
            403,
            "AccessForbidden",
            "CORSResponse: CORS is not enabled for this bucket."
        );
        (await s3.PutDocumentAsync($"/{bucket}?cors", Rules)).Expect(200);
        var answer = (await PreflightAsync(s3, $"/{bucket}/key", "https://a.example.com", "PUT", "X-Amz-Date, x-amz-acl")).Expect(200);
        Assert.Equal("https://a.example.com", answer.Header("Access-Control-Allow-Origin"));
        Assert.Equal("PUT, GET", answer.Header("Access-Control-Allow-Methods"));
        Assert.Equal("x-amz-date, x-amz-acl", answer.Header("Access-Control-Allow-Headers"));
        Assert.Equal(
            ("3000", "ETag", "true"),
            (
                answer.Header("Access-Control-Max-Age"),
                answer.Header("Access-Control-Expose-Headers"),
                answer.Header("Access-Control-Allow-Credentials")
            )
        );
        Assert.Equal(
            "*",
            (await PreflightAsync(s3, $"/{bucket}/key", "https://other.org", "GET")).Expect(200).Header("Access-Control-Allow-Origin")
        );
        (await PreflightAsync(s3, $"/{bucket}/key", "https://other.org", "PUT")).Refused(403, "AccessForbidden");
        (await PreflightAsync(s3, $"/{bucket}/key", "https://a.example.com", "PUT", "authorization")).Refused(403, "AccessForbidden");
        (await PreflightAsync(s3, $"/{bucket}/key", "https://a.example.com", "PATCH")).Refused(
            400,
            "BadRequest",
            "Invalid Access-Control-Request-Method: PATCH"
        );
        (await s3.SendUnsignedAsync("OPTIONS", $"/{bucket}/key")).Refused(
            400,
            "BadRequest",
            "Insufficient information. Origin request header needed."
        );
    }

    [Fact]
    public async Task The_answer_to_a_request_with_an_origin_carries_the_headers_refused_or_not()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (await s3.PutDocumentAsync($"/{bucket}?cors", Rules)).Expect(200);
        (await s3.PutAsync($"/{bucket}/key", "x")).Expect(200);
        Assert.Equal(
            "https://a.example.com",
            (await s3.GetAsync($"/{bucket}/key", ("origin", "https://a.example.com"))).Expect(200).Header("Access-Control-Allow-Origin")
        );
        Assert.Equal(
            "*",
            (await s3.GetAsync($"/{bucket}/none", ("origin", "https://other.org"))).Expect(404).Header("Access-Control-Allow-Origin")
        );
        Assert.Null(
            (await s3.PutAsync($"/{bucket}/key", "x", ("origin", "https://other.org"))).Expect(200).Header("Access-Control-Allow-Origin")
        );
        Assert.Null((await s3.GetAsync($"/{bucket}/key")).Header("Access-Control-Allow-Origin"));
    }
}
