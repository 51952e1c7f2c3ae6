using System.Security.Cryptography;
using Mantle.Server.Tests.Support;
using static Mantle.Server.Tests.Operations.S3.Multipart.MultipartCalls;

namespace Mantle.Server.Tests.Operations.S3.Multipart;

[Collection(ServerCollection.Name)]
public class MultipartChecksumTests(TestServer server)
{
    [Theory]
    [InlineData("CRC32", "FULL_OBJECT")]
    [InlineData("CRC32", "COMPOSITE")]
    [InlineData("CRC32C", "FULL_OBJECT")]
    [InlineData("CRC64NVME", "FULL_OBJECT")]
    [InlineData("SHA1", "COMPOSITE")]
    [InlineData("SHA256", "COMPOSITE")]
    public async Task The_checksum_is_of_the_whole_or_of_the_parts_checksums(string algorithm, string type)
    {
        var (s3, target) = await server.NewTargetAsync();
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
        var (s3, target) = await server.NewTargetAsync();
        (
            await s3.SendAsync("POST", $"{target}?uploads", null, ("x-amz-checksum-algorithm", algorithm), ("x-amz-checksum-type", type))
        ).Refused(
            400,
            "InvalidRequest",
            $"The {type} checksum type cannot be used with the {algorithm.ToLowerInvariant()} checksum algorithm."
        );
    }

    [Theory]
    [InlineData("CRC32", "FULL_OBJECT", "", true)]
    [InlineData("CRC32C", "FULL_OBJECT", "", true)]
    [InlineData("CRC64NVME", "FULL_OBJECT", "", true)]
    [InlineData("SHA1", "COMPOSITE", "", true)]
    [InlineData("SHA1", "COMPOSITE", "-1", true)]
    [InlineData("SHA256", "COMPOSITE", "", true)]
    [InlineData("SHA256", "COMPOSITE", "-1", true)]
    [InlineData("CRC32", "FULL_OBJECT", "-1", false)]
    [InlineData("SHA1", "COMPOSITE", "-2", false)]
    [InlineData("SHA256", "COMPOSITE", "-0", false)]
    [InlineData("SHA256", "COMPOSITE", "-", false)]
    [InlineData("SHA256", "COMPOSITE", "-1-1", false)]
    [InlineData("CRC32", "FULL_OBJECT", "wrong", false)]
    [InlineData("CRC64NVME", "FULL_OBJECT", "wrong", false)]
    [InlineData("SHA1", "COMPOSITE", "wrong", false)]
    [InlineData("SHA256", "COMPOSITE", "wrong", false)]
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
        var sent = suffix == "wrong" ? Convert.ToBase64String(new byte[ofPart.Length]) : checksum + suffix;
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

    [Theory]
    [InlineData("FOO")]
    [InlineData("SHA256,CRC32")]
    [InlineData("SHA-256")]
    public async Task An_algorithm_that_S3_does_not_have_is_refused(string algorithm)
    {
        var (s3, target) = await server.NewTargetAsync();
        const string Message =
            "Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, MD5, "
            + "SHA1, SHA256, SHA512]";
        (string, string)[] headers = [("x-amz-checksum-algorithm", algorithm)];
        (await s3.SendAsync("POST", $"{target}?uploads", null, headers)).Refused(400, "InvalidRequest", Message);
        (await s3.PutAsync(target, "x")).Expect(200);
        (await s3.SendAsync("PUT", $"{target}-copy", [], [("x-amz-copy-source", target), .. headers])).Refused(
            400,
            "InvalidRequest",
            Message
        );
    }

    [Theory]
    [InlineData("FOO")]
    [InlineData("FULL OBJECT")]
    [InlineData("FULL_OBJECTS")]
    public async Task A_type_that_S3_does_not_have_is_refused(string type)
    {
        var (s3, target) = await server.NewTargetAsync();
        const string Message = "Value for x-amz-checksum-type header is invalid.";
        (string, string)[] headers = [("x-amz-checksum-type", type)];
        (await s3.SendAsync("POST", $"{target}?uploads", null, headers)).Refused(400, "InvalidRequest", Message);
        (await s3.SendAsync("POST", $"{target}?uploads", null, [("x-amz-checksum-algorithm", "CRC32"), .. headers])).Refused(
            400,
            "InvalidRequest",
            Message
        );
        var upload = await BeginAsync(s3, target);
        var part = await PartAsync(s3, target, upload, 1, [1]);
        var document =
            $"<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{part.Trim('"')}</ETag></Part></CompleteMultipartUpload>";
        (await s3.SendAsync("POST", $"{target}?uploadId={upload}", System.Text.Encoding.UTF8.GetBytes(document), headers)).Refused(
            400,
            "InvalidRequest",
            Message
        );
    }

    /// <summary>AWS reads both headers without case.</summary>
    [Fact]
    public async Task Algorithm_and_type_may_be_in_lower_case()
    {
        var (s3, target) = await server.NewTargetAsync();
        var begun = (
            await s3.SendAsync(
                "POST",
                $"{target}?uploads",
                null,
                ("x-amz-checksum-algorithm", "crc32"),
                ("x-amz-checksum-type", "full_object")
            )
        ).Expect(200);
        Assert.Equal(("CRC32", "FULL_OBJECT"), (begun.Header("x-amz-checksum-algorithm"), begun.Header("x-amz-checksum-type")));
        var upload = begun.Element("UploadId");
        var part = await PartAsync(s3, target, upload, 1, [1]);
        Assert.Equal("FULL_OBJECT", (await CompleteAsync(s3, target, upload, (1, part))).Expect(200).Element("ChecksumType"));
        (await s3.SendAsync("PUT", $"{target}-copy", [], ("x-amz-copy-source", target), ("x-amz-checksum-algorithm", "sha256"))).Expect(
            200
        );
    }

    /// <summary>Where the upload named no algorithm, S3 has calculated none of these, and ignores the four older ones.</summary>
    [Theory]
    [InlineData("CRC32", null)]
    [InlineData("CRC32C", null)]
    [InlineData("SHA1", null)]
    [InlineData("SHA256", null)]
    [InlineData("MD5", "InvalidRequest")]
    [InlineData("SHA512", "InvalidRequest")]
    public async Task A_whole_object_s_checksum_that_was_not_calculated_is_not_compared(string algorithm, string? code)
    {
        var (s3, target) = await server.NewTargetAsync();
        var upload = await BeginAsync(s3, target);
        var part = await PartAsync(s3, target, upload, 1, [1, 2, 3]);
        using var calculation = Mantle.S3.Store.Checksums.ChecksumCalculation.Create(algorithm)!;
        calculation.Append([1, 2, 3]);
        var document =
            $"<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{part.Trim('"')}</ETag></Part></CompleteMultipartUpload>";
        var completed = await s3.SendAsync(
            "POST",
            $"{target}?uploadId={upload}",
            System.Text.Encoding.UTF8.GetBytes(document),
            ($"x-amz-checksum-{algorithm.ToLowerInvariant()}", Convert.ToBase64String(calculation.Finish()))
        );
        if (code is null)
            completed.Expect(200);
        else
            completed.Refused(
                400,
                code,
                $"Checksum Type mismatch occurred, expected checksum Type: null, actual checksum Type: {algorithm.ToLowerInvariant()}"
            );
    }
}
