using System.Security;
using System.Security.Cryptography;
using System.Text;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Objects;

[Collection(ServerCollection.Name)]
public class DeleteObjectsTests(TestServer server)
{
    [Fact]
    public async Task Each_key_is_deleted_or_denied_by_itself()
    {
        var (s3, bucket) = await NewBucketAsync("own/1", "own/2", "other");
        var user = s3.As(await s3.Client.NewUserAsync("tidy", Documents.Allow("s3:DeleteObject", $"arn:aws:s3:::{bucket}/own/*")));
        var answer = (await SendAsync(user, bucket, Keys("own/1", "own/2", "own/none", "other"))).Expect(200);
        Assert.Equal(["own/1", "own/2", "own/none"], answer.Xml.Elements("Deleted").Select(element => element.Element("Key")!.Value));
        var error = Assert.Single(answer.Xml.Elements("Error"));
        Assert.Equal("other", error.Element("Key")!.Value);
        Assert.Equal("AccessDenied", error.Element("Code")!.Value);
        Assert.Equal(
            $"User: arn:aws:iam::{s3.AccountId}:user/tidy is not authorized to perform: s3:DeleteObject on resource: "
                + $"\"arn:aws:s3:::{bucket}/other\" because no identity-based policy allows the s3:DeleteObject action",
            error.Element("Message")!.Value
        );
        Assert.Equal(["other"], (await s3.GetAsync($"/{bucket}")).All("Key"));
    }

    [Fact]
    public async Task A_quiet_answer_has_the_errors_alone()
    {
        var (s3, bucket) = await NewBucketAsync("a", "b");
        var answer = (
            await SendAsync(s3, bucket, "<Delete><Quiet>true</Quiet><Object><Key>a</Key></Object><Object><Key>b</Key></Object></Delete>")
        ).Expect(200);
        Assert.False(answer.Has("Deleted"));
        Assert.Empty((await s3.GetAsync($"/{bucket}")).All("Key"));
    }

    [Fact]
    public async Task The_body_must_come_with_a_checksum_that_is_right()
    {
        var (s3, bucket) = await NewBucketAsync("a");
        var body = Encoding.UTF8.GetBytes(Keys("a"));
        (await s3.SendAsync("POST", $"/{bucket}?delete", body)).Refused(
            400,
            "InvalidRequest",
            "Missing required header for this request: Content-MD5 OR x-amz-checksum-*"
        );
        (await s3.SendAsync("POST", $"/{bucket}?delete", body, ("content-md5", "AAAAAAAAAAAAAAAAAAAAAA=="))).Refused(400, "BadDigest");
        (
            await s3.SendAsync("POST", $"/{bucket}?delete", body, ("x-amz-checksum-sha256", Convert.ToBase64String(SHA256.HashData([]))))
        ).Refused(400, "BadDigest");
        (await s3.GetAsync($"/{bucket}/a")).Expect(200);
    }

    [Fact]
    public async Task Between_one_and_a_thousand_keys_are_taken()
    {
        var (s3, bucket) = await NewBucketAsync("k1");
        (await SendAsync(s3, bucket, "<Delete></Delete>")).Refused(400, "MalformedXML");
        (await SendAsync(s3, bucket, Keys([.. Enumerable.Range(0, 1_001).Select(i => $"k{i}")]))).Refused(400, "MalformedXML");
        (await s3.GetAsync($"/{bucket}/k1")).Expect(200);
        (await SendAsync(s3, bucket, Keys([.. Enumerable.Range(0, 1_000).Select(i => $"k{i}")]))).Expect(200);
        (await s3.GetAsync($"/{bucket}/k1")).Expect(404);
    }

    [Fact]
    public async Task A_key_that_is_empty_refuses_the_list_and_one_that_is_too_long_itself()
    {
        var (s3, bucket) = await NewBucketAsync("a", "b");
        (await SendAsync(s3, bucket, Keys("a", ""))).Refused(400, "MalformedXML");
        (await s3.GetAsync($"/{bucket}/a")).Expect(200);
        var answer = (await SendAsync(s3, bucket, Keys("a", new string('k', 1_025), new string('\u00FC', 513)))).Expect(200);
        Assert.Equal(["KeyTooLongError", "KeyTooLongError"], answer.All("Code"));
        Assert.Equal(["Your key is too long", "Your key is too long"], answer.All("Message"));
        Assert.Equal(["b"], (await s3.GetAsync($"/{bucket}")).All("Key"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no-version")]
    [InlineData("%00")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_version_that_does_not_exist_is_an_error_of_its_key(string version)
    {
        var (s3, bucket) = await NewBucketAsync("a", "b");
        var list = $"<Delete><Object><Key>a</Key><VersionId>{version}</VersionId></Object><Object><Key>b</Key></Object></Delete>";
        var answer = (await SendAsync(s3, bucket, list)).Expect(200);
        var error = Assert.Single(answer.Xml.Elements("Error"));
        Assert.Equal(
            ("a", version, "NoSuchVersion", "The specified version does not exist."),
            (ValueOf("Key"), ValueOf("VersionId"), ValueOf("Code"), ValueOf("Message"))
        );
        string ValueOf(string element) => error.Element(element)!.Value;
        Assert.Equal(["a"], (await s3.GetAsync($"/{bucket}")).All("Key"));
    }

    static Task<S3Answer> SendAsync(S3Client s3, string bucket, string xml)
    {
        var body = Encoding.UTF8.GetBytes(xml);
        return s3.SendAsync("POST", $"/{bucket}?delete", body, ("x-amz-checksum-sha256", Convert.ToBase64String(SHA256.HashData(body))));
    }

    static string Keys(params string[] keys) =>
        $"<Delete xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
        + $"{string.Concat(keys.Select(key => $"<Object><Key>{SecurityElement.Escape(key)}</Key></Object>"))}</Delete>";

    async Task<(S3Client S3, string Bucket)> NewBucketAsync(params string[] keys)
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        foreach (var key in keys)
            (await s3.PutAsync($"/{bucket}/{key}", "x")).Expect(200);
        return (s3, bucket);
    }
}
