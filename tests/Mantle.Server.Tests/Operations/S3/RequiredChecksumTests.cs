using System.Text;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3;

/// <summary>
/// Which documents S3 takes without Content-MD5 or another checksum. The facts mark more of them than it refuses
/// (https://github.com/versity/versitygw/issues/1521 and 1662, https://github.com/minio/minio/pull/9852, botocore's older handlers).
/// </summary>
[Collection(ServerCollection.Name)]
public class RequiredChecksumTests(TestServer server)
{
    [Theory]
    [InlineData("?logging", "<BucketLoggingStatus/>", 200)]
    [InlineData(
        "?policy",
        """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"B/x"}}""",
        204
    )]
    [InlineData("?requestPayment", "<RequestPaymentConfiguration><Payer>Requester</Payer></RequestPaymentConfiguration>", 200)]
    [InlineData("?versioning", "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>", 200)]
    [InlineData("?website", "<WebsiteConfiguration><IndexDocument><Suffix>index.html</Suffix></IndexDocument></WebsiteConfiguration>", 200)]
    [InlineData("/key?tagging", "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>", 200)]
    public async Task Some_documents_need_no_checksum(string target, string document, int status)
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "x")).Expect(200);
        document = document.Replace("\"B/", $"\"arn:aws:s3:::{bucket}/", StringComparison.Ordinal);
        (await s3.PutAsync($"/{bucket}{target}", document)).Expect(status);
    }

    /// <summary>s3cmd copies the ACL of an object so.</summary>
    [Fact]
    public async Task An_acl_needs_no_checksum()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "x")).Expect(200);
        foreach (var target in new[] { $"/{bucket}?acl", $"/{bucket}/key?acl" })
            (await s3.PutAsync(target, (await s3.GetAsync(target)).Text)).Expect(200);
    }

    [Theory]
    [InlineData("PUT", "?tagging")]
    [InlineData("PUT", "?cors")]
    [InlineData("PUT", "?lifecycle")]
    [InlineData("PUT", "?replication")]
    [InlineData("PUT", "?object-lock")]
    [InlineData("PUT", "/key?retention")]
    [InlineData("PUT", "/key?legal-hold")]
    [InlineData("POST", "?delete")]
    public async Task Others_are_refused_without_one(string method, string target)
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.SendAsync(method, $"/{bucket}{target}", Encoding.UTF8.GetBytes("<Document/>"))).Refused(
            400,
            "InvalidRequest",
            "Missing required header for this request: Content-MD5 OR x-amz-checksum-*"
        );
    }
}
