using Mantle.Core.Storage;
using Mantle.S3;
using Mantle.S3.Store;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Post;

/// <summary>Metadata of a form comes back as headers, so its names must be names of headers.</summary>
[Collection(ServerCollection.Name)]
public class FormMetadataTests(TestServer server)
{
    [Theory]
    [InlineData("x-amz-meta-é")]
    [InlineData("x-amz-meta-a b")]
    [InlineData("x-amz-meta-a:b")]
    [InlineData("x-amz-meta-a\tb")]
    [InlineData("x-amz-meta-a(b)")]
    public async Task A_field_whose_name_no_header_can_have_is_refused(string name)
    {
        var (s3, bucket, form) = await server.NewFormAsync();
        var refused = (await form.With("key", "key").With(name, "value").SendAsync()).Refused(400, "InvalidArgument");
        Assert.Equal(name, refused.Element("ArgumentName"));
        (await s3.GetAsync($"/{bucket}/key")).Refused(404, "NoSuchKey");
    }

    [Theory]
    [InlineData("x-amz-meta-a%20b")]
    [InlineData("x-amz-meta-a%3Ab")]
    public async Task A_presigned_URL_names_no_such_metadata_either(string name)
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.SendPresignedAsync("PUT", $"/{bucket}/key", $"{name}=value", TimeSpan.FromMinutes(1), [1])).Refused(
            400,
            "InvalidArgument"
        );
        (await s3.GetAsync($"/{bucket}/key")).Refused(404, "NoSuchKey");
    }

    [Theory]
    [InlineData("x-amz-meta-a", "a\r\nx-injected: 1")]
    [InlineData("x-amz-meta-a", "a\nx-injected: 1")]
    [InlineData("x-amz-meta-a", "a\0b")]
    [InlineData("x-amz-meta-a", "a\u001fb")]
    [InlineData("Content-Type", "text/plain\r\nx-injected: 1")]
    [InlineData("Cache-Control", "a\r\nx-injected: 1")]
    [InlineData("Content-Disposition", "a\nx-injected: 1")]
    [InlineData("Content-Encoding", "a\0b")]
    [InlineData("x-amz-website-redirect-location", "/a\r\nx-injected: 1")]
    public async Task A_value_stays_within_its_header(string name, string value)
    {
        var (s3, bucket, form) = await server.NewFormAsync();
        (await form.With("key", "key").With(name, value).SendAsync()).Expect(204);
        foreach (var method in new[] { "GET", "HEAD" })
        {
            var got = (await s3.SendAsync(method, $"/{bucket}/key")).Expect(200);
            Assert.Null(got.Header("x-injected"));
            Assert.Equal($"=?UTF-8?B?{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(value))}?=", got.Header(name));
        }
    }

    [Fact]
    public async Task An_object_that_has_such_metadata_is_read_without_it_and_says_how_much_is_missing()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "x", ("x-amz-meta-good", "yes"))).Expect(200);
        var owner = (await server.Server.Part<Ledger>().AccountAsync(AccountId.Parse(s3.AccountId)))!;
        await server
            .Server.Part<ObjectStore>()
            .UpdateAsync(
                owner.Buckets.Find(bucket)!.Id,
                "key",
                null,
                present => present.Attributes with { Metadata = present.Attributes.Metadata.Add("é", "1").Add("a b", "2") }
            );
        (await s3.SendAsync("PUT", $"/{bucket}/copy", [], ("x-amz-copy-source", $"{bucket}/key"))).Expect(200);
        foreach (var target in new[] { $"/{bucket}/key", $"/{bucket}/copy" })
        foreach (var method in new[] { "GET", "HEAD" })
        {
            var got = (await s3.SendAsync(method, target)).Expect(200);
            Assert.Equal(("yes", "2"), (got.Header("x-amz-meta-good"), got.Header("x-amz-missing-meta")));
        }
    }
}
