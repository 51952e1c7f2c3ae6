using System.Text;
using Mantle.Server.Tests.Support;
using Mantle.SigV4;

namespace Mantle.Server.Tests.Operations.S3.Objects;

[Collection(ServerCollection.Name)]
public class PutObjectTests(TestServer server)
{
    [Fact]
    public async Task An_object_comes_back_as_it_was_put()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        var put = (
            await s3.PutAsync(
                $"/{bucket}/key",
                "hello world",
                ("content-type", "text/x"),
                ("cache-control", "no-cache"),
                ("content-disposition", "inline"),
                ("content-encoding", "gzip"),
                ("content-language", "de"),
                ("x-amz-meta-One", "1"),
                ("x-amz-meta-two", "a, b")
            )
        ).Expect(200);
        Assert.Equal("\"5eb63bbbe01eeed093cb22bb8f5acdc3\"", put.Header("ETag"));
        Assert.Equal("FULL_OBJECT", put.Header("x-amz-checksum-type"));
        Assert.Equal("jSnVw/bqjr4=", put.Header("x-amz-checksum-crc64nvme"));

        var got = (await s3.GetAsync($"/{bucket}/key")).Expect(200);
        Assert.Equal("hello world", got.Text);
        Assert.Equal("text/x", got.Header("Content-Type"));
        Assert.Equal("no-cache", got.Header("Cache-Control"));
        Assert.Equal("inline", got.Header("Content-Disposition"));
        Assert.Equal("gzip", got.Header("Content-Encoding"));
        Assert.Equal("de", got.Header("Content-Language"));
        Assert.Equal("1", got.Header("x-amz-meta-one"));
        Assert.Equal("a, b", got.Header("x-amz-meta-two"));
        Assert.Equal("\"5eb63bbbe01eeed093cb22bb8f5acdc3\"", got.Header("ETag"));
    }

    [Fact]
    public async Task Keys_are_names_and_never_paths()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        string[] keys = ["../../escape", "a//b", "/lead", "//", "..", ".", "ü/€/😀", "a+b%2F&=?#", " ", new string('k', 1_024), "\u0001x"];
        foreach (var key in keys)
            (await s3.PutAsync($"/{bucket}/{Escape(key)}", key)).Expect(200);
        foreach (var key in keys)
            Assert.Equal(key, (await s3.GetAsync($"/{bucket}/{Escape(key)}")).Expect(200).Text);
        var listed = (await s3.GetAsync($"/{bucket}?list-type=2&encoding-type=url")).All("Key").Select(Uri.UnescapeDataString).ToList();
        Assert.Equal(keys.OrderBy(Encoding.UTF8.GetBytes, ByteOrder.Instance), listed);
    }

    [Fact]
    public async Task A_key_of_more_than_1024_bytes_is_refused()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.PutAsync($"/{bucket}/{Escape(new string('ü', 513))}", "x")).Refused(400, "KeyTooLongError", "Your key is too long");
    }

    [Theory]
    [InlineData("x-amz-write-offset-bytes", "0")]
    public async Task Settings_that_are_not_there_are_refused(string header, string value)
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "x", (header, value))).Refused(501, "NotImplemented");
        (await s3.SendAsync("HEAD", $"/{bucket}/key")).Expect(404);
    }

    [Fact]
    public async Task Acls_are_off_and_a_storage_class_is_one_of_a_bucket()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "x", ("x-amz-acl", "public-read"))).Refused(
            400,
            "AccessControlListNotSupported",
            "The bucket does not allow ACLs"
        );
        (await s3.PutAsync($"/{bucket}/key", "x", ("x-amz-storage-class", "OUTPOSTS"))).Refused(400, "InvalidStorageClass");
        (await s3.PutAsync($"/{bucket}/key", "x", ("x-amz-acl", "bucket-owner-full-control"), ("x-amz-storage-class", "STANDARD"))).Expect(
            200
        );
    }

    [Fact]
    public async Task Too_much_metadata_is_refused()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "x", ("x-amz-meta-a", new string('x', 2_048)))).Refused(400, "MetadataTooLarge");
        (await s3.PutAsync($"/{bucket}/key", "x", ("x-amz-meta-a", new string('x', 2_047)))).Expect(200);
    }

    [Fact]
    public async Task Putting_needs_the_permission_on_that_key_and_condition_keys_count()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        var user = s3.As(
            await s3.Client.NewUserAsync(
                "writer",
                $$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:PutObject",
                  "Resource":"arn:aws:s3:::{{bucket}}/${aws:username}/*",
                "Condition":{"StringEqualsIfExists":{"s3:x-amz-storage-class":"STANDARD"},
                  "StringEquals":{"s3:authType":"REST-HEADER","s3:signatureversion":"AWS4-HMAC-SHA256"},
                "NumericLessThan":{"s3:signatureAge":"600000"},"StringNotEquals":{"s3:x-amz-content-sha256":"UNSIGNED-PAYLOAD"} } }]}
                """
            )
        );
        (await user.PutAsync($"/{bucket}/writer/key", "x")).Expect(200);
        (await user.PutAsync($"/{bucket}/other/key", "x")).Refused(
            403,
            "AccessDenied",
            $"User: arn:aws:iam::{s3.AccountId}:user/writer is not authorized to perform: s3:PutObject on resource: "
                + $"\"arn:aws:s3:::{bucket}/other/key\" because no identity-based policy allows the s3:PutObject action"
        );
        (await user.SendAsync("PUT", $"/{bucket}/writer/key", "x"u8.ToArray(), PayloadHash.UnsignedPayload)).Refused(403, "AccessDenied");
        (await user.SendPresignedAsync("PUT", $"/{bucket}/writer/key", "", TimeSpan.FromMinutes(5), "x"u8.ToArray())).Refused(
            403,
            "AccessDenied"
        );
        Assert.Equal("x", (await s3.GetAsync($"/{bucket}/writer/key")).Text);
    }

    [Fact]
    public async Task A_bucket_that_does_not_exist_is_told_to_everyone()
    {
        var s3 = await server.NewS3Async();
        var nobody = s3.As(await s3.Client.NewUserAsync("nobody"));
        var name = S3Client.NewBucketName();
        Assert.Equal(
            name,
            (await nobody.PutAsync($"/{name}/key", "x"))
                .Refused(404, "NoSuchBucket", "The specified bucket does not exist")
                .Element("BucketName")
        );
    }

    static string Escape(string key) => Uri.EscapeDataString(key);

    sealed class ByteOrder : IComparer<byte[]>
    {
        public static readonly ByteOrder Instance = new();

        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
