using Mantle.Server.Tests.Support;
using static Mantle.Server.Tests.Operations.S3.Multipart.MultipartCalls;

namespace Mantle.Server.Tests.Operations.S3.Multipart;

[Collection(ServerCollection.Name)]
public class MultipartUploadTests(TestServer server)
{
    [Fact]
    public async Task Parts_become_one_object()
    {
        var (s3, target) = await server.NewTargetAsync();
        var upload = await BeginAsync(s3, target, ("content-type", "text/x"), ("x-amz-meta-a", "1"));
        byte[][] data = [Data(SmallestPart), Data(SmallestPart + 1), Data(10)];
        var etags = new List<(int, string)>();
        for (var i = 0; i < data.Length; i++)
            etags.Add((i * 2 + 1, await PartAsync(s3, target, upload, i * 2 + 1, data[i])));
        (await s3.GetAsync(target)).Refused(404, "NoSuchKey");

        var completed = (await CompleteAsync(s3, target, upload, [.. etags])).Expect(200);
        Assert.EndsWith("-3\"", completed.Element("ETag"), StringComparison.Ordinal);
        Assert.Equal("FULL_OBJECT", completed.Element("ChecksumType"));
        var whole = data.SelectMany(part => part).ToArray();
        var got = await s3.GetAsync(target, ("x-amz-checksum-mode", "ENABLED"));
        Assert.Equal(whole, got.Body);
        Assert.Equal("text/x", got.Header("Content-Type"));
        Assert.Equal("1", got.Header("x-amz-meta-a"));
        Assert.Equal(
            (await s3.SendAsync("PUT", target + "-at-once", whole)).Header("x-amz-checksum-crc64nvme"),
            got.Header("x-amz-checksum-crc64nvme")
        );

        Assert.Equal(
            whole[(SmallestPart - 5)..(SmallestPart * 2 + 6)],
            (await s3.GetAsync(target, ("range", $"bytes={SmallestPart - 5}-{SmallestPart * 2 + 5}"))).Expect(206).Body
        );
        var second = (await s3.GetAsync($"{target}?partNumber=2")).Expect(206);
        Assert.Equal(data[1], second.Body);
        Assert.Equal("3", second.Header("x-amz-mp-parts-count"));
        Assert.Equal("4", (await s3.GetAsync($"{target}?partNumber=4")).Refused(416, "InvalidPartNumber").Element("PartNumberRequested"));
    }

    [Fact]
    public async Task What_does_not_fit_is_refused_and_the_upload_goes_on()
    {
        var (s3, target) = await server.NewTargetAsync();
        var upload = await BeginAsync(s3, target);
        var small = await PartAsync(s3, target, upload, 1, Data(100));
        var last = await PartAsync(s3, target, upload, 2, Data(100));

        var refused = (await CompleteAsync(s3, target, upload, (1, small), (2, last))).Refused(
            400,
            "EntityTooSmall",
            "Your proposed upload is smaller than the minimum allowed size"
        );
        Assert.Equal("1", refused.Element("PartNumber"));
        Assert.Equal("100", refused.Element("ProposedSize"));
        (await CompleteAsync(s3, target, upload, (2, last), (1, small))).Refused(
            400,
            "InvalidPartOrder",
            "The list of parts was not in ascending order. Parts must be ordered by part number."
        );
        (await CompleteAsync(s3, target, upload, (1, small), (1, small))).Refused(400, "InvalidPartOrder");
        (await CompleteAsync(s3, target, upload, (1, last))).Refused(400, "InvalidPart");
        (await CompleteAsync(s3, target, upload, (3, last))).Refused(400, "InvalidPart");
        (await CompleteAsync(s3, target, upload)).Refused(400, "MalformedXML");
        (await s3.SendAsync("POST", $"{target}?uploadId={upload}", "<x"u8.ToArray())).Refused(400, "MalformedXML");
        (await s3.PutAsync($"{target}?partNumber=0&uploadId={upload}", "x")).Refused(
            400,
            "InvalidArgument",
            "Part number must be an integer between 1 and 10000, inclusive"
        );
        (await s3.PutAsync($"{target}?partNumber=10001&uploadId={upload}", "x")).Refused(400, "InvalidArgument");
        (await s3.PutAsync($"{target}?partNumber=1&uploadId=none", "x")).Refused(404, "NoSuchUpload");
        (await s3.PutAsync($"{target}-other?partNumber=1&uploadId={upload}", "x")).Refused(404, "NoSuchUpload");
        (
            await s3.SendAsync("PUT", $"{target}?partNumber=1&uploadId={upload}", Data(10), ("content-md5", "AAAAAAAAAAAAAAAAAAAAAA=="))
        ).Refused(400, "BadDigest");

        (await CompleteAsync(s3, target, upload, (1, small))).Expect(200);
        Assert.Equal(100, (await s3.GetAsync(target)).Body.Length);
        (await CompleteAsync(s3, target, upload, (1, small))).Expect(200);
        (await s3.SendAsync("DELETE", $"{target}?uploadId={upload}")).Refused(404, "NoSuchUpload");
    }

    [Fact]
    public async Task A_part_takes_the_place_of_one_with_its_number()
    {
        var (s3, target) = await server.NewTargetAsync();
        var upload = await BeginAsync(s3, target);
        await PartAsync(s3, target, upload, 1, "first"u8.ToArray());
        var etag = await PartAsync(s3, target, upload, 1, "second"u8.ToArray());
        Assert.Single((await s3.GetAsync($"{target}?uploadId={upload}")).All("PartNumber"));
        (await CompleteAsync(s3, target, upload, (1, etag))).Expect(200);
        Assert.Equal("second", (await s3.GetAsync(target)).Text);
    }

    [Fact]
    public async Task An_aborted_upload_is_gone()
    {
        var (s3, target) = await server.NewTargetAsync();
        var upload = await BeginAsync(s3, target);
        await PartAsync(s3, target, upload, 1, Data(10));
        (await s3.SendAsync("DELETE", $"{target}?uploadId={upload}")).Expect(204);
        (await s3.GetAsync($"{target}?uploadId={upload}")).Refused(404, "NoSuchUpload");
        Assert.Empty((await s3.GetAsync($"/{target.Split('/')[1]}?uploads")).All("UploadId"));
    }

    [Fact]
    public async Task A_part_can_be_copied_from_a_range_of_an_object()
    {
        var (s3, target) = await server.NewTargetAsync();
        (await s3.PutAsync(target + "-source", "0123456789")).Expect(200);
        var upload = await BeginAsync(s3, target);
        (string, string) source = ("x-amz-copy-source", target + "-source");
        var copied = (
            await s3.SendAsync("PUT", $"{target}?partNumber=1&uploadId={upload}", null, source, ("x-amz-copy-source-range", "bytes=2-5"))
        ).Expect(200);
        (
            await s3.SendAsync("PUT", $"{target}?partNumber=1&uploadId={upload}", null, source, ("x-amz-copy-source-range", "bytes=2-10"))
        ).Refused(400, "InvalidArgument", "Range specified is not valid for source object of size: 10");
        (
            await s3.SendAsync("PUT", $"{target}?partNumber=1&uploadId={upload}", null, source, ("x-amz-copy-source-range", "bytes=2-"))
        ).Refused(400, "InvalidArgument");
        (await CompleteAsync(s3, target, upload, (1, copied.Element("ETag")))).Expect(200);
        Assert.Equal("2345", (await s3.GetAsync(target)).Text);
    }

    [Fact]
    public async Task The_steps_need_their_own_permissions()
    {
        var (s3, target) = await server.NewTargetAsync();
        var bucket = target.Split('/')[1];
        var user = s3.As(await s3.Client.NewUserAsync("uploader", Documents.Allow("s3:PutObject", $"arn:aws:s3:::{bucket}/*")));
        var upload = await BeginAsync(user, target);
        var etag = await PartAsync(user, target, upload, 1, Data(1));
        Assert.Contains(
            "s3:ListMultipartUploadParts",
            (await user.GetAsync($"{target}?uploadId={upload}")).Refused(403, "AccessDenied").Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "s3:AbortMultipartUpload",
            (await user.SendAsync("DELETE", $"{target}?uploadId={upload}")).Refused(403, "AccessDenied").Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "s3:ListBucketMultipartUploads",
            (await user.GetAsync($"/{bucket}?uploads")).Refused(403, "AccessDenied").Message,
            StringComparison.Ordinal
        );
        (await CompleteAsync(user, target, upload, (1, etag))).Expect(200);
    }

    [Fact]
    public async Task The_location_names_the_bucket_once()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        var hosted = s3.AtHost($"{bucket}.localhost:1234");
        var upload = (await hosted.SendAsync("POST", "/key?uploads")).Expect(200).Element("UploadId");
        (await hosted.PutAsync($"/key?partNumber=1&uploadId={upload}", "data")).Expect(200);
        var done = await hosted.SendAsync(
            "POST",
            $"/key?uploadId={upload}",
            System.Text.Encoding.UTF8.GetBytes(
                "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>8d777f385d3dfec8815d20f7496026dc</ETag></Part>"
                    + "</CompleteMultipartUpload>"
            )
        );
        Assert.Equal($"http://{bucket}.localhost:1234/key", done.Expect(200).Element("Location"));
    }
}
