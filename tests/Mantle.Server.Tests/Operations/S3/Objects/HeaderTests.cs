using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Objects;

/// <summary>Headers as they come back, and those that are refused.</summary>
[Collection(ServerCollection.Name)]
public class HeaderTests(TestServer server)
{
    [Fact]
    public async Task They_come_back_as_they_were_sent()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "x", ("x-amz-meta-empty", ""), ("Content-Encoding", "deflate, gzip"))).Expect(200);
        var head = await s3.SendAsync("HEAD", $"/{bucket}/key");
        Assert.Equal(("", "deflate, gzip"), (head.Header("x-amz-meta-empty"), head.Header("Content-Encoding")));
    }

    [Theory]
    [InlineData("=?UTF-8?B?w6TDtsO8?=", "äöü")]
    [InlineData("=?UTF-8?Q?=C3=A4_b?=", "ä b")]
    [InlineData("=?utf-8?q?a?= =?UTF-8?B?Yg==?=", "ab")]
    [InlineData("=?UTF-8?B?!?=", "=?UTF-8?B?!?=")]
    public async Task Encoded_words_are_read(string sent, string meant)
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "x", ("x-amz-meta-word", sent))).Expect(200);
        var shown = (await s3.SendAsync("HEAD", $"/{bucket}/key")).Header("x-amz-meta-word");
        Assert.Equal(
            meant.All(char.IsAscii) ? meant : $"=?UTF-8?B?{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(meant))}?=",
            shown
        );
    }

    [Fact]
    public async Task A_plus_sign_in_a_copy_source_is_a_blank()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.PutAsync($"/{bucket}/test%20key", "blank")).Expect(200);
        (await s3.PutAsync($"/{bucket}/a%2Bb", "plus")).Expect(200);
        (await s3.SendAsync("PUT", $"/{bucket}/copy", [], ("x-amz-copy-source", $"{bucket}/test+key"))).Expect(200);
        Assert.Equal("blank", (await s3.GetAsync($"/{bucket}/copy")).Text);
        (await s3.SendAsync("PUT", $"/{bucket}/copy", [], ("x-amz-copy-source", $"{bucket}/a%2Bb"))).Expect(200);
        Assert.Equal("plus", (await s3.GetAsync($"/{bucket}/copy")).Text);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("12345")]
    public async Task An_expected_owner_that_is_no_account_is_said_to_be_none(string owner)
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.GetAsync($"/{bucket}", ("x-amz-expected-bucket-owner", owner))).Refused(
            400,
            "InvalidBucketOwnerAWSAccountID",
            "The value of the expected bucket owner parameter must be an AWS account ID"
        );
    }

    [Fact]
    public async Task Moments_in_documents_are_whole_seconds_with_three_zeros()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "x")).Expect(200);
        Assert.EndsWith(".000Z", (await s3.GetAsync($"/{bucket}")).Element("LastModified"), StringComparison.Ordinal);
        Assert.EndsWith(".000Z", (await s3.GetAsync("/")).Element("CreationDate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Elements_are_in_the_order_of_S3()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "x")).Expect(200);
        static string Names(System.Xml.Linq.XElement element) => string.Join(' ', element.Elements().Select(item => item.Name.LocalName));
        Assert.Equal("Owner Buckets", Names((await s3.GetAsync("/")).Xml));
        Assert.Equal(
            "Key LastModified ETag ChecksumAlgorithm ChecksumType Size StorageClass",
            Names((await s3.GetAsync($"/{bucket}?list-type=2")).Xml.Element("Contents")!)
        );
        Assert.Equal("Name Prefix KeyCount MaxKeys IsTruncated Contents", Names((await s3.GetAsync($"/{bucket}?list-type=2")).Xml));
    }

    [Fact]
    public async Task What_comes_with_a_get_is_not_looked_at()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "x")).Expect(200);
        (await s3.SendAsync("GET", $"/{bucket}/key", "body"u8.ToArray())).Expect(200);
    }

    [Fact]
    public async Task The_region_is_told_where_it_is_not_the_oldest()
    {
        var s3 = new S3Client(await server.NewAccountAsync(), server.Clock) { Region = "eu-central-1" };
        var bucket = S3Client.NewBucketName();
        const string Constraint =
            "<CreateBucketConfiguration><LocationConstraint>eu-central-1</LocationConstraint></CreateBucketConfiguration>";
        var made = (await s3.SendAsync("PUT", $"/{bucket}", System.Text.Encoding.UTF8.GetBytes(Constraint))).Expect(200);
        Assert.Equal($"arn:aws:s3:::{bucket}", made.Header("x-amz-bucket-arn"));
        Assert.Equal("eu-central-1", (await s3.GetAsync($"/{bucket}")).Header("x-amz-bucket-region"));
        Assert.Equal("eu-central-1", (await s3.GetAsync($"/{bucket}/none")).Refused(404, "NoSuchKey").Header("x-amz-bucket-region"));
        var (other, elsewhere) = await server.NewS3BucketAsync();
        Assert.Null((await other.GetAsync($"/{elsewhere}")).Header("x-amz-bucket-region"));
    }
}
