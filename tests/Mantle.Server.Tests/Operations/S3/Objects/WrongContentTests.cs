using Mantle.Server.Tests.Support;
using Mantle.SigV4;

namespace Mantle.Server.Tests.Operations.S3.Objects;

/// <summary>
/// A body that is not what its request says is refused in words that the client can read
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html"/>).
/// </summary>
[Collection(ServerCollection.Name)]
public class WrongContentTests(TestServer server)
{
    [Theory]
    [InlineData("CRC32", 4)]
    [InlineData("CRC32C", 4)]
    [InlineData("CRC64NVME", 8)]
    [InlineData("SHA1", 20)]
    [InlineData("SHA256", 32)]
    public async Task A_wrong_checksum_is_named_by_its_algorithm(string algorithm, int length)
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        var wrong = ($"x-amz-checksum-{algorithm.ToLowerInvariant()}", Convert.ToBase64String(new byte[length]));
        var large = new byte[2 << 20];
        foreach (var payload in new[] { PayloadHash.UnsignedPayload, PayloadHash.Of(large) })
            (await s3.SendAsync("PUT", $"/{bucket}/key", large, payload, wrong)).Refused(
                400,
                "BadDigest",
                $"The {algorithm} you specified did not match the calculated checksum."
            );
        (await s3.SendAsync("HEAD", $"/{bucket}/key")).Expect(404);
    }

    [Theory]
    [InlineData("no base64")]
    [InlineData("AAAA")]
    public async Task A_malformed_md5_is_named_with_its_value(string md5)
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        var refused = (await s3.PutAsync($"/{bucket}/key", "x", ("content-md5", md5))).Refused(
            400,
            "InvalidDigest",
            "The Content-MD5 you specified was invalid."
        );
        Assert.Equal(md5, refused.Element("Content-MD5"));
    }

    [Fact]
    public async Task A_wrong_md5_is_shown_beside_the_right_one()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "x", ("content-md5", "AAAAAAAAAAAAAAAAAAAAAA=="))).Refused(
            400,
            "BadDigest",
            "The Content-MD5 you specified did not match what we received."
        );
    }
}
