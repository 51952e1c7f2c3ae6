using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Objects;

/// <summary>What clients send in a form of their own.</summary>
[Collection(ServerCollection.Name)]
public class ClientQuirkTests(TestServer server)
{
    /// <summary>botocore's signer writes Date so (<c>email.utils.formatdate</c>), and signs it instead of X-Amz-Date.</summary>
    [Fact]
    public async Task A_signed_date_with_minus_zero_is_taken()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "x")).Expect(200);
        var now = server.Clock.GetUtcNow();
        var date = now.ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture) + " -0000";
        const string Signed = "date;host;x-amz-content-sha256",
            Unsigned = "UNSIGNED-PAYLOAD";
        var canonical =
            $"GET\n/{bucket}/key\n\ndate:{date}\nhost:{new Uri(s3.Client.Endpoint).Authority}\nx-amz-content-sha256:{Unsigned}\n\n"
            + $"{Signed}\n{Unsigned}";
        var scope = $"{now:yyyyMMdd}/us-east-1/s3/aws4_request";
        var toSign = $"AWS4-HMAC-SHA256\n{now:yyyyMMdd'T'HHmmss'Z'}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = Encoding.UTF8.GetBytes($"AWS4{s3.Client.Credentials.SecretAccessKey}");
        foreach (var part in scope.Split('/'))
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        var signature = Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
        var authorization =
            $"AWS4-HMAC-SHA256 Credential={s3.Client.Credentials.AccessKeyId}/{scope}, SignedHeaders={Signed}, Signature={signature}";
        (
            await s3.SendUnsignedAsync(
                "GET",
                $"/{bucket}/key",
                null,
                ("date", date),
                ("x-amz-content-sha256", Unsigned),
                ("authorization", authorization)
            )
        ).Expect(200);

        static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
    }

    /// <summary><see href="https://boto3.amazonaws.com/v1/documentation/api/latest/guide/s3.html"/></summary>
    [Fact]
    public async Task An_old_presigned_URL_is_told_what_to_set()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        var refused = (await s3.SendUnsignedAsync("GET", $"/{bucket}/key?AWSAccessKeyId=AKIAEXAMPLE&Signature=x&Expires=1")).Refused(
            400,
            "InvalidRequest"
        );
        Assert.Contains("signature_version='s3v4'", refused.Element("Hint"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_presigned_read_keeps_to_its_conditions()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        var etag = (await s3.PutAsync($"/{bucket}/key", "x")).Header("ETag")!;
        foreach (var (condition, value, status) in new[] { ("If-None-Match", etag, 304), ("If-Match", "\"other\"", 412) })
            (
                await s3.SendPresignedAsync("GET", $"/{bucket}/key", $"{condition}={Uri.EscapeDataString(value)}", TimeSpan.FromMinutes(1))
            ).Expect(status);
    }

    /// <summary>docs/differences.md: a HeadObject has no prefix, so a permission to list under one does not tell what is missing.</summary>
    [Fact]
    public async Task Who_may_list_under_a_prefix_only_is_not_told_what_is_missing()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        var user = s3.As(
            await s3.Client.NewUserAsync(
                "user",
                $$$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"},
                {"Effect":"Allow","Action":"s3:ListBucket","Resource":"*","Condition":{"StringLike":{"s3:prefix":["a/*"]} } }]}
                """
            )
        );
        (await user.SendAsync("HEAD", $"/{bucket}/a/none")).Expect(403);
        (await user.GetAsync($"/{bucket}/a/none")).Refused(403, "AccessDenied");
        (await user.GetAsync($"/{bucket}?prefix=a/")).Expect(200);
    }

    [Fact]
    public async Task The_oldest_region_is_no_text()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        var root = System.Xml.Linq.XElement.Parse((await s3.GetAsync($"/{bucket}?location")).Expect(200).Text);
        Assert.Equal("{http://s3.amazonaws.com/doc/2006-03-01/}LocationConstraint", root.Name.ToString());
        Assert.Equal(("", false), (root.Value, root.HasElements));
    }
}
