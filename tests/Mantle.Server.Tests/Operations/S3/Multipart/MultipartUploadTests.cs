using System.Security.Cryptography;
using System.Text;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Multipart;

[Collection(ServerCollection.Name)]
public class MultipartUploadTests(TestServer server)
{
    const int SmallestPart = 5 << 20;

    [Fact]
    public async Task Parts_become_one_object()
    {
        var (s3, target) = await NewTargetAsync();
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

    [Theory]
    [InlineData("CRC32", "FULL_OBJECT")]
    [InlineData("CRC32", "COMPOSITE")]
    [InlineData("CRC32C", "FULL_OBJECT")]
    [InlineData("CRC64NVME", "FULL_OBJECT")]
    [InlineData("SHA1", "COMPOSITE")]
    [InlineData("SHA256", "COMPOSITE")]
    public async Task The_checksum_is_of_the_whole_or_of_the_parts_checksums(string algorithm, string type)
    {
        var (s3, target) = await NewTargetAsync();
        var header = $"x-amz-checksum-{algorithm.ToLowerInvariant()}";
        var upload = await BeginAsync(s3, target, ("x-amz-checksum-algorithm", algorithm), ("x-amz-checksum-type", type));
        byte[] first = Data(SmallestPart),
            second = Data(1_000);
        var one = await PartAsync(s3, target, upload, 1, first);
        var two = await PartAsync(s3, target, upload, 2, second);
        var completed = (await CompleteAsync(s3, target, upload, (1, one), (2, two))).Expect(200);
        Assert.Equal(type, completed.Element("ChecksumType"));
        var checksum = completed.Element($"Checksum{algorithm}");
        if (type == "FULL_OBJECT")
            // The same data copied to one piece has the same checksum.
            Assert.Equal(
                (
                    await s3.SendAsync("PUT", target + "-2", null, ("x-amz-copy-source", target), ("x-amz-checksum-algorithm", algorithm))
                ).Element($"Checksum{algorithm}"),
                checksum
            );
        else if (algorithm == "SHA256")
            Assert.Equal($"{Convert.ToBase64String(SHA256.HashData([.. SHA256.HashData(first), .. SHA256.HashData(second)]))}-2", checksum);
        else
            Assert.EndsWith("-2", checksum, StringComparison.Ordinal);
        Assert.Equal(checksum, (await s3.SendAsync("HEAD", target, null, ("x-amz-checksum-mode", "ENABLED"))).Header(header));
    }

    [Theory]
    [InlineData("SHA256", "FULL_OBJECT")]
    [InlineData("CRC64NVME", "COMPOSITE")]
    public async Task Not_every_algorithm_has_both_types(string algorithm, string type)
    {
        var (s3, target) = await NewTargetAsync();
        (
            await s3.SendAsync("POST", $"{target}?uploads", null, ("x-amz-checksum-algorithm", algorithm), ("x-amz-checksum-type", type))
        ).Refused(
            400,
            "InvalidRequest",
            $"The {type} checksum type cannot be used with the {algorithm.ToLowerInvariant()} checksum algorithm."
        );
    }

    [Fact]
    public async Task What_does_not_fit_is_refused_and_the_upload_goes_on()
    {
        var (s3, target) = await NewTargetAsync();
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
        var (s3, target) = await NewTargetAsync();
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
        var (s3, target) = await NewTargetAsync();
        var upload = await BeginAsync(s3, target);
        await PartAsync(s3, target, upload, 1, Data(10));
        (await s3.SendAsync("DELETE", $"{target}?uploadId={upload}")).Expect(204);
        (await s3.GetAsync($"{target}?uploadId={upload}")).Refused(404, "NoSuchUpload");
        Assert.Empty((await s3.GetAsync($"/{target.Split('/')[1]}?uploads")).All("UploadId"));
    }

    [Fact]
    public async Task Parts_and_uploads_are_listed_in_pages()
    {
        var (s3, target) = await NewTargetAsync();
        var bucket = target.Split('/')[1];
        var upload = await BeginAsync(s3, target);
        for (var i = 1; i <= 5; i++)
            await PartAsync(s3, target, upload, i, Data(i));
        var page = (await s3.GetAsync($"{target}?uploadId={upload}&max-parts=2&part-number-marker=2")).Expect(200);
        Assert.Equal(["3", "4"], page.All("PartNumber"));
        Assert.Equal("4", page.Element("NextPartNumberMarker"));
        Assert.Equal("true", page.Element("IsTruncated"));

        var ids = new List<string> { upload };
        foreach (var key in (string[])["a/1", "a/2", "key", "key", "z"])
            ids.Add(await BeginAsync(s3, $"/{bucket}/{key}"));
        var listed = new List<string>();
        for (var next = ""; ; )
        {
            page = (await s3.GetAsync($"/{bucket}?uploads&max-uploads=2{next}")).Expect(200);
            listed.AddRange(page.All("UploadId"));
            if (page.Element("IsTruncated") == "false")
                break;
            next =
                $"&key-marker={Uri.EscapeDataString(page.Element("NextKeyMarker"))}&upload-id-marker={page.Element("NextUploadIdMarker")}";
        }
        Assert.Equal(ids.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
        page = await s3.GetAsync($"/{bucket}?uploads&delimiter=/");
        Assert.Equal(["a/"], page.Xml.Elements("CommonPrefixes").Select(element => element.Element("Prefix")!.Value));
        Assert.Equal(4, page.All("UploadId").Count);
        Assert.Equal(["z"], (await s3.GetAsync($"/{bucket}?uploads&key-marker=key")).All("Key"));
    }

    [Fact]
    public async Task A_part_can_be_copied_from_a_range_of_an_object()
    {
        var (s3, target) = await NewTargetAsync();
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
        var (s3, target) = await NewTargetAsync();
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

    async Task<(S3Client S3, string Target)> NewTargetAsync()
    {
        var s3 = await server.NewS3Async();
        return (s3, $"/{await s3.NewBucketAsync()}/key");
    }

    static async Task<string> BeginAsync(S3Client s3, string target, params (string, string)[] headers) =>
        (await s3.SendAsync("POST", $"{target}?uploads", null, headers)).Expect(200).Element("UploadId");

    static async Task<string> PartAsync(S3Client s3, string target, string upload, int number, byte[] data) =>
        (await s3.SendAsync("PUT", $"{target}?partNumber={number}&uploadId={upload}", data)).Expect(200).Header("ETag")!;

    static Task<S3Answer> CompleteAsync(S3Client s3, string target, string upload, params (int Number, string ETag)[] parts)
    {
        var listed = parts.Select(part =>
            $"<Part><ETag>{part.ETag.Replace("\"", "&quot;", StringComparison.Ordinal)}</ETag><PartNumber>{part.Number}</PartNumber></Part>"
        );
        var xml = $"<CompleteMultipartUpload>{string.Concat(listed)}</CompleteMultipartUpload>";
        return s3.SendAsync("POST", $"{target}?uploadId={upload}", Encoding.UTF8.GetBytes(xml));
    }

    static byte[] Data(int length) => RandomNumberGenerator.GetBytes(length);

    [Theory]
    [InlineData("CRC32", "FULL_OBJECT", "", true)]
    [InlineData("CRC64NVME", "FULL_OBJECT", "", true)]
    [InlineData("SHA256", "COMPOSITE", "", true)]
    [InlineData("SHA256", "COMPOSITE", "-1", true)]
    [InlineData("CRC32", "FULL_OBJECT", "wrong", false)]
    public async Task A_completion_says_the_whole_objects_checksum(string algorithm, string type, string suffix, bool isRight)
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        var header = $"x-amz-checksum-{algorithm.ToLowerInvariant()}";
        var upload = (
            await s3.SendAsync(
                "POST",
                $"/{bucket}/key?uploads",
                null,
                ("x-amz-checksum-algorithm", algorithm),
                ("x-amz-checksum-type", type)
            )
        ).Element("UploadId");
        var target = $"/{bucket}/key?uploadId={upload}";
        using var part = Mantle.S3.Store.Checksums.ChecksumCalculation.Create(algorithm)!;
        part.Append("data"u8);
        var ofPart = part.Finish();
        using var whole = Mantle.S3.Store.Checksums.ChecksumCalculation.Create(algorithm)!;
        whole.Append(ofPart);
        var checksum = Convert.ToBase64String(type == "COMPOSITE" ? whole.Finish() : ofPart);
        (await s3.PutAsync($"{target}&partNumber=1", "data", (header, Convert.ToBase64String(ofPart)))).Expect(200);
        var sent = suffix == "wrong" ? "AAAAAA==" : checksum + suffix;
        var document = System.Text.Encoding.UTF8.GetBytes(
            $"<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>8d777f385d3dfec8815d20f7496026dc</ETag>"
                + $"<Checksum{algorithm}>{Convert.ToBase64String(ofPart)}</Checksum{algorithm}></Part></CompleteMultipartUpload>"
        );
        var answer = await s3.SendAsync("POST", target, document, (header, sent), ("x-amz-checksum-type", type));
        if (!isRight)
        {
            answer.Refused(400, "BadDigest");
            return;
        }
        Assert.Equal(type, answer.Expect(200).Element("ChecksumType"));
        var ranged = await s3.GetAsync($"/{bucket}/key", ("x-amz-checksum-mode", "ENABLED"), ("Range", "bytes=0-1"));
        Assert.Equal((type, null), (ranged.Expect(206).Header("x-amz-checksum-type"), ranged.Header(header)));
        var parted = (await s3.GetAsync($"/{bucket}/key?partNumber=1", ("x-amz-checksum-mode", "ENABLED"))).Expect(206);
        Assert.Equal((type, Convert.ToBase64String(ofPart)), (parted.Header("x-amz-checksum-type"), parted.Header(header)));
    }

    [Fact]
    public async Task Checksums_that_were_not_asked_for_are_not_told()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (await s3.PutAsync($"/{bucket}/source", "data")).Expect(200);
        var upload = (await s3.SendAsync("POST", $"/{bucket}/key?uploads")).Element("UploadId");
        var copied = (
            await s3.SendAsync("PUT", $"/{bucket}/key?partNumber=1&uploadId={upload}", [], ("x-amz-copy-source", $"{bucket}/source"))
        ).Expect(200);
        Assert.DoesNotContain("Checksum", copied.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "Checksum",
            (await s3.GetAsync($"/{bucket}/key?uploadId={upload}")).Expect(200).Text,
            StringComparison.Ordinal
        );
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
