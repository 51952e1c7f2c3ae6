using System.Security.Cryptography;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Post;

[Collection(ServerCollection.Name)]
public class PostObjectTests(TestServer server)
{
    const string BodyETag = "\"43281e21fce675ac3bcb3524b38ca4ed\"";

    [Fact]
    public async Task A_form_puts_an_object_with_what_its_fields_say()
    {
        var (s3, bucket, form) = await server.NewFormAsync();
        var answer = (
            await form.With("key", "a/${filename}")
                .With("Content-Type", "text/x")
                .With("Cache-Control", "no-cache")
                .With("Content-Disposition", "inline")
                .With("Expires", "Thu, 01 Dec 2033 16:00:00 GMT")
                .With("x-amz-meta-Uuid", "1")
                .With("x-amz-meta-name", "${filename}!")
                .With("x-amz-storage-class", "STANDARD")
                .With("acl", "bucket-owner-full-control")
                .With("tagging", "<Tagging><TagSet><Tag><Key>k</Key><Value>v</Value></Tag></TagSet></Tagging>")
                .SendAsync()
        ).Expect(204);
        Assert.Equal(BodyETag, answer.Header("ETag"));
        Assert.Equal($"{s3.Client.Endpoint}/{bucket}/a%2Fmy-file", answer.Header("Location"));
        Assert.Equal("FULL_OBJECT", answer.Header("x-amz-checksum-type"));
        Assert.NotNull(answer.Header("x-amz-checksum-crc64nvme"));
        Assert.Null(answer.Header("Content-Type"));
        var got = (await s3.GetAsync($"/{bucket}/a/my-file")).Expect(200);
        Assert.Equal("something body", got.Text);
        Assert.Equal(
            ("text/x", "no-cache", "inline", "1", "my-file!", "1"),
            (
                got.Header("Content-Type"),
                got.Header("Cache-Control"),
                got.Header("Content-Disposition"),
                got.Header("x-amz-meta-uuid"),
                got.Header("x-amz-meta-name"),
                got.Header("x-amz-tagging-count")
            )
        );
        Assert.Equal("k", (await s3.GetAsync($"/{bucket}/a/my-file?tagging")).Element("Key"));
    }

    [Theory]
    [InlineData(null, 204)]
    [InlineData("200", 200)]
    [InlineData("201", 201)]
    [InlineData("204", 204)]
    [InlineData("404", 204)]
    public async Task The_form_says_the_status_of_success(string? wanted, int status)
    {
        var (s3, bucket, form) = await server.NewFormAsync();
        if (wanted is not null)
            form.With("success_action_status", wanted);
        var answer = (await form.With("key", "dir/ü").SendAsync()).Expect(status);
        if (status != 201)
        {
            Assert.Empty(answer.Body);
            return;
        }
        var location = $"{s3.Client.Endpoint}/{bucket}/dir%2F%C3%BC";
        Assert.Equal(
            $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<PostResponse><Location>{location}</Location><Bucket>{bucket}</Bucket>"
                + $"<Key>dir/ü</Key><ETag>{BodyETag.Replace("\"", "&quot;", StringComparison.Ordinal)}</ETag></PostResponse>",
            answer.Text
        );
        Assert.Equal(location, answer.Header("Location"));
    }

    [Theory]
    [InlineData("http://example.com/done", "http://example.com/done?bucket={0}&key=a%2Fb+c&etag={1}")]
    [InlineData("https://example.com/done?a=b", "https://example.com/done?a=b&bucket={0}&key=a%2Fb+c&etag={1}")]
    [InlineData("/relative", null)]
    [InlineData("ftp://example.com/", null)]
    public async Task The_form_says_where_to_go_next(string redirect, string? location)
    {
        var (_, bucket, form) = await server.NewFormAsync();
        var answer = (await form.With("key", "a/b c").With("success_action_redirect", redirect).SendAsync()).Expect(
            location is null ? 204 : 303
        );
        Assert.Empty(answer.Body);
        if (location is not null)
            Assert.Equal(
                string.Format(System.Globalization.CultureInfo.InvariantCulture, location, bucket, Uri.EscapeDataString(BodyETag)),
                answer.Header("Location")
            );
    }

    [Fact]
    public async Task A_bucket_in_the_host_name_is_in_the_location()
    {
        var (s3, bucket, form) = await server.NewFormAsync();
        var host = $"{bucket}.localhost:{new Uri(s3.Client.Endpoint).Port}";
        var answer = (await form.With("key", "a b").SendAsync(form.Body(), "multipart/form-data; boundary=----boundary", "/", host)).Expect(
            204
        );
        Assert.Equal($"http://{host}/a%20b", answer.Header("Location"));
    }

    [Theory]
    [InlineData("C:\\dir\\sub/report.pdf", "report.pdf")]
    [InlineData("ü.txt", "ü.txt")]
    [InlineData("", "")]
    [InlineData(null, "${filename}")]
    public async Task The_name_of_the_file_is_what_follows_its_path(string? fileName, string key)
    {
        var (s3, bucket, form) = await server.NewFormAsync();
        form.FileName = fileName;
        (await form.With("key", "in/${filename}").SendAsync()).Expect(204);
        Assert.Equal(["in/" + key], (await s3.GetAsync($"/{bucket}")).All("Key"));
    }

    [Fact]
    public async Task What_follows_the_file_is_ignored()
    {
        var (s3, bucket, form) = await server.NewFormAsync();
        form.After.AddRange([("key", "other"), ("submit", "Upload")]);
        (await form.With("key", "k").SendAsync()).Expect(204);
        Assert.Equal(["k"], (await s3.GetAsync($"/{bucket}")).All("Key"));
        form.After.Add(("file", "two"));
        (await form.SendAsync()).Refused(400, "InvalidArgument", "POST requires exactly one file upload per request.");
    }

    [Fact]
    public async Task Only_a_bucket_takes_forms()
    {
        var (s3, bucket, form) = await server.NewFormAsync();
        var body = form.With("key", "k").Body();
        const string Type = "multipart/form-data; boundary=----boundary";
        (await form.SendAsync(body, Type, $"/{bucket}/key")).Refused(405, "MethodNotAllowed");
        (await form.SendAsync(body, Type, "/no-such-bucket-anywhere")).Refused(404, "NoSuchBucket");
        (await s3.SendAsync("POST", $"/{bucket}", body, ("content-type", Type))).Refused(412, "PreconditionFailed");
    }

    [Fact]
    public async Task A_large_file_comes_whole()
    {
        var (s3, bucket, form) = await server.NewFormAsync();
        form.File = RandomNumberGenerator.GetBytes(3_000_001);
        "\r\n------boundar\r\n------boundarY--\r\n"u8.CopyTo(form.File.AsSpan(1_000_000));
        (await form.With("key", "k").With("x-amz-checksum-sha256", Convert.ToBase64String(SHA256.HashData(form.File))).SendAsync()).Expect(
            204
        );
        Assert.Equal(form.File, (await s3.GetAsync($"/{bucket}/k")).Body);
    }
}
