using System.Globalization;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Objects;

[Collection(ServerCollection.Name)]
public class GetObjectTests(TestServer server)
{
    [Theory]
    [InlineData("bytes=0-4", "01234", "bytes 0-4/10")]
    [InlineData("bytes=4-4", "4", "bytes 4-4/10")]
    [InlineData("bytes=5-", "56789", "bytes 5-9/10")]
    [InlineData("bytes=5-100", "56789", "bytes 5-9/10")]
    [InlineData("bytes=-3", "789", "bytes 7-9/10")]
    [InlineData("bytes=-100", "0123456789", "bytes 0-9/10")]
    public async Task A_range_is_a_partial_answer(string range, string expected, string contentRange)
    {
        var (s3, target) = await NewObjectAsync();
        var got = (await s3.GetAsync(target, ("range", range))).Expect(206);
        Assert.Equal(expected, got.Text);
        Assert.Equal(contentRange, got.Header("Content-Range"));
        var head = (await s3.SendAsync("HEAD", target, null, ("range", range))).Expect(206);
        Assert.Equal(expected.Length.ToString(CultureInfo.InvariantCulture), head.Header("Content-Length"));
        Assert.Empty(head.Body);
    }

    [Theory]
    [InlineData("bytes=10-")]
    [InlineData("bytes=10-20")]
    [InlineData("bytes=-0")]
    public async Task A_range_beyond_the_object_is_refused(string range)
    {
        var (s3, target) = await NewObjectAsync();
        var refused = (await s3.GetAsync(target, ("range", range))).Refused(416, "InvalidRange", "The requested range is not satisfiable");
        Assert.Equal("10", refused.Element("ActualObjectSize"));
        Assert.Equal(range, refused.Element("RangeRequested"));
    }

    [Theory]
    [InlineData("bytes=4-2")]
    [InlineData("bytes=a-b")]
    [InlineData("bytes=0-1,3-4")]
    [InlineData("items=0-1")]
    [InlineData("bytes=--1")]
    public async Task A_range_without_sense_is_ignored(string range)
    {
        var (s3, target) = await NewObjectAsync();
        Assert.Equal("0123456789", (await s3.GetAsync(target, ("range", range))).Expect(200).Text);
    }

    [Fact]
    public async Task Conditions_are_evaluated_in_http_s_order()
    {
        var (s3, target) = await NewObjectAsync();
        var etag = (await s3.GetAsync(target)).Header("ETag")!;
        string Date(int seconds) => (server.Clock.GetUtcNow() + TimeSpan.FromSeconds(seconds)).ToString("r", CultureInfo.InvariantCulture);

        (await s3.GetAsync(target, ("if-match", etag))).Expect(200);
        Assert.Equal(
            "If-Match",
            (await s3.GetAsync(target, ("if-match", "\"x\""))).Refused(412, "PreconditionFailed").Element("Condition")
        );
        var unchanged = (await s3.GetAsync(target, ("if-none-match", etag))).Expect(304);
        Assert.Equal(etag, unchanged.Header("ETag"));
        Assert.Empty(unchanged.Body);
        (await s3.GetAsync(target, ("if-none-match", "\"x\""))).Expect(200);
        (await s3.GetAsync(target, ("if-modified-since", Date(0)))).Expect(304);
        (await s3.GetAsync(target, ("if-modified-since", Date(-1)))).Expect(200);
        (await s3.GetAsync(target, ("if-unmodified-since", Date(-1)))).Expect(412);
        (await s3.GetAsync(target, ("if-unmodified-since", Date(0)))).Expect(200);
        (await s3.GetAsync(target, ("if-match", etag), ("if-unmodified-since", Date(-1)))).Expect(200);
        (await s3.GetAsync(target, ("if-none-match", etag), ("if-modified-since", Date(-1)))).Expect(304);
        (await s3.GetAsync(target, ("if-none-match", "\"x\""), ("if-modified-since", Date(0)))).Expect(200);
    }

    [Fact]
    public async Task A_request_can_override_the_answers_headers()
    {
        var (s3, target) = await NewObjectAsync();
        var got = (
            await s3.GetAsync(
                $"{target}?response-content-type=text%2Fcsv&response-content-disposition=attachment%3B%20filename%3D%22x%22&"
                    + $"response-cache-control=no-store"
            )
        ).Expect(200);
        Assert.Equal("text/csv", got.Header("Content-Type"));
        Assert.Equal("attachment; filename=\"x\"", got.Header("Content-Disposition"));
        Assert.Equal("no-store", got.Header("Cache-Control"));
        Assert.Equal("binary/octet-stream", (await s3.GetAsync(target)).Header("Content-Type"));
    }

    [Fact]
    public async Task A_presigned_url_works_until_it_expires()
    {
        var (s3, target) = await NewObjectAsync();
        Assert.Equal("0123456789", (await s3.SendPresignedAsync("GET", target, "", TimeSpan.FromMinutes(5))).Expect(200).Text);
        (await s3.SendPresignedAsync("GET", target, "response-content-type=a", TimeSpan.FromDays(8))).Refused(
            400,
            "AuthorizationQueryParametersError"
        );
    }

    [Fact]
    public async Task What_is_missing_is_told_only_to_those_who_may_list()
    {
        var (s3, target) = await NewObjectAsync();
        var bucket = target.Split('/')[1];
        var user = s3.As(await s3.Client.NewUserAsync("reader", Documents.Allow("s3:GetObject", $"arn:aws:s3:::{bucket}/*")));
        (await user.GetAsync(target)).Expect(200);
        (await user.GetAsync($"/{bucket}/missing")).Refused(
            403,
            "AccessDenied",
            $"User: arn:aws:iam::{s3.AccountId}:user/reader is not authorized to perform: s3:ListBucket on resource: "
                + $"\"arn:aws:s3:::{bucket}\" because no identity-based policy allows the s3:ListBucket action"
        );
        (await user.SendAsync("HEAD", $"/{bucket}/missing")).Expect(403);
        await s3.Client.Iam(
            "PutUserPolicy",
            ("UserName", "reader"),
            ("PolicyName", "list"),
            ("PolicyDocument", Documents.Allow("s3:ListBucket"))
        );
        Assert.Equal(
            "missing",
            (await user.GetAsync($"/{bucket}/missing")).Refused(404, "NoSuchKey", "The specified key does not exist.").Element("Key")
        );
    }

    [Fact]
    public async Task An_object_has_one_version_which_is_called_null()
    {
        var (s3, target) = await NewObjectAsync();
        (await s3.GetAsync($"{target}?versionId=null")).Expect(200);
        (await s3.GetAsync($"{target}?versionId=abc")).Refused(400, "InvalidArgument", "Invalid version id specified");
    }

    [Fact]
    public async Task A_large_object_streams_both_ways()
    {
        var (s3, target) = await NewObjectAsync();
        var data = new byte[20 << 20];
        new Random(7).NextBytes(data);
        (await s3.SendAsync("PUT", target, data)).Expect(200);
        Assert.Equal(data, (await s3.GetAsync(target)).Body);
        Assert.Equal(data[1_000_000..9_000_001], (await s3.GetAsync(target, ("range", "bytes=1000000-9000000"))).Body);
    }

    [Fact]
    public async Task Text_that_a_header_cannot_hold_is_encoded()
    {
        var (s3, target) = await NewObjectAsync();
        (await s3.PutAsync($"{target}-2", "x", ("content-disposition", "plain"))).Expect(200);
        var got = (await s3.GetAsync($"{target}-2?response-content-disposition=%C3%BC")).Expect(200);
        Assert.Equal("=?UTF-8?B?w7w=?=", got.Header("Content-Disposition"));
        (await s3.GetAsync($"{target}-2?response-content-type=a%0D%0AX-Injected%3A%20b")).Expect(200);
    }

    async Task<(S3Client S3, string Target)> NewObjectAsync()
    {
        var s3 = await server.NewS3Async();
        var target = $"/{await s3.NewBucketAsync()}/key";
        (await s3.PutAsync(target, "0123456789")).Expect(200);
        return (s3, target);
    }
}
