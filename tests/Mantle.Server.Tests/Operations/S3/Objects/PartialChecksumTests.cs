using Mantle.Server.Tests.Support;
using static Mantle.Server.Tests.Operations.S3.Multipart.MultipartCalls;

namespace Mantle.Server.Tests.Operations.S3.Objects;

/// <summary>
/// The checksum of what is read of an object
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html"/>).
/// </summary>
[Collection(ServerCollection.Name)]
public class PartialChecksumTests(TestServer server)
{
    static readonly (string, string) Asked = ("x-amz-checksum-mode", "ENABLED");

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task A_part_has_its_own_and_a_range_of_everything_that_of_everything(string method)
    {
        var (s3, target) = await server.NewTargetAsync();
        var upload = await BeginAsync(s3, target, ("x-amz-checksum-algorithm", "CRC32"), ("x-amz-checksum-type", "COMPOSITE"));
        var part = (await s3.PutAsync($"{target}?partNumber=1&uploadId={upload}", "data", ("x-amz-checksum-crc32", "rfPzYw=="))).Expect(
            200
        );
        (await CompleteAsync(s3, target, upload, (1, part.Header("ETag")!))).Expect(200);
        var whole = await s3.SendAsync(method, target, null, Asked);
        var ofWhole = whole.Header("x-amz-checksum-crc32");
        Assert.EndsWith("-1", ofWhole, StringComparison.Ordinal);
        var ofPart = (await s3.SendAsync(method, $"{target}?partNumber=1", null, Asked)).Expect(206);
        Assert.Equal(("COMPOSITE", "rfPzYw=="), (ofPart.Header("x-amz-checksum-type"), ofPart.Header("x-amz-checksum-crc32")));
        var everything = (await s3.SendAsync(method, target, null, Asked, ("range", "bytes=0-3"))).Expect(206);
        Assert.Equal(("COMPOSITE", ofWhole), (everything.Header("x-amz-checksum-type"), everything.Header("x-amz-checksum-crc32")));
        var some = (await s3.SendAsync(method, target, null, Asked, ("range", "bytes=0-1"))).Expect(206);
        // Clients compare a checksum with the data that they get; without data there is nothing to compare.
        Assert.Equal(
            ("COMPOSITE", method == "GET" ? null : ofWhole),
            (some.Header("x-amz-checksum-type"), some.Header("x-amz-checksum-crc32"))
        );
    }
}
