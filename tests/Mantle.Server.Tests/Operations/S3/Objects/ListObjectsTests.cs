using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Objects;

[Collection(ServerCollection.Name)]
public class ListObjectsTests(TestServer server)
{
    static readonly string[] Keys = ["a", "b/1", "b/2", "b/c/1", "b/c/2", "d", "e/1", "z"];

    [Fact]
    public async Task Keys_are_rolled_up_at_the_delimiter()
    {
        var (s3, bucket) = await NewBucketAsync();
        var page = (await s3.GetAsync($"/{bucket}?list-type=2&delimiter=/")).Expect(200);
        Assert.Equal(["a", "d", "z"], page.All("Key"));
        Assert.Equal(["b/", "e/"], Prefixes(page));
        Assert.Equal("5", page.Element("KeyCount"));
        Assert.Equal("false", page.Element("IsTruncated"));

        page = await s3.GetAsync($"/{bucket}?list-type=2&delimiter=/&prefix=b/");
        Assert.Equal(["b/1", "b/2"], page.All("Key"));
        Assert.Equal(["b/c/"], Prefixes(page));
        Assert.Equal(["b/c/1", "b/c/2"], (await s3.GetAsync($"/{bucket}?list-type=2&prefix=b/c")).All("Key"));
        Assert.Equal(["b/c/"], Prefixes(await s3.GetAsync($"/{bucket}?list-type=2&prefix=b/c&delimiter=/")));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("", 3)]
    [InlineData("&delimiter=/", 1)]
    [InlineData("&delimiter=/", 2)]
    [InlineData("&delimiter=/&prefix=b/", 1)]
    [InlineData("&delimiter=1", 1)]
    public async Task Pages_hold_everything_once_in_order_in_both_versions(string query, int size)
    {
        var (s3, bucket) = await NewBucketAsync();
        var whole = Items(await s3.GetAsync($"/{bucket}?list-type=2{query}"));
        Assert.Equal(whole.Order(StringComparer.Ordinal), whole);

        var paged = new List<string>();
        for (var next = ""; ; )
        {
            var page = (await s3.GetAsync($"/{bucket}?list-type=2&max-keys={size}{query}{next}")).Expect(200);
            paged.AddRange(Items(page));
            if (page.Element("IsTruncated") == "false")
                break;
            next = $"&continuation-token={Uri.EscapeDataString(page.Element("NextContinuationToken"))}";
        }
        Assert.Equal(whole, paged);

        paged.Clear();
        for (var next = ""; ; )
        {
            var page = (await s3.GetAsync($"/{bucket}?max-keys={size}{query}{next}")).Expect(200);
            paged.AddRange(Items(page));
            if (page.Element("IsTruncated") == "false")
                break;
            Assert.Equal(query.Contains("delimiter", StringComparison.Ordinal), page.Has("NextMarker"));
            next = $"&marker={Uri.EscapeDataString(page.Has("NextMarker") ? page.Element("NextMarker") : page.All("Key")[^1])}";
        }
        Assert.Equal(whole, paged);
    }

    [Fact]
    public async Task A_listing_starts_after_a_key_that_need_not_exist()
    {
        var (s3, bucket) = await NewBucketAsync();
        Assert.Equal(["d", "e/1", "z"], (await s3.GetAsync($"/{bucket}?list-type=2&start-after=c")).All("Key"));
        Assert.Equal(["e/1", "z"], (await s3.GetAsync($"/{bucket}?list-type=2&start-after=d")).All("Key"));
        Assert.Equal(["e/1", "z"], (await s3.GetAsync($"/{bucket}?marker=d")).All("Key"));
        Assert.Empty((await s3.GetAsync($"/{bucket}?list-type=2&start-after=zz")).All("Key"));
        Assert.Empty((await s3.GetAsync($"/{bucket}?list-type=2&start-after=c&prefix=b")).All("Key"));
    }

    [Fact]
    public async Task The_order_is_that_of_utf8_bytes()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        foreach (var key in (string[])["\ue000", "\U00010000", "Z", "a", "ü", "A"])
            (await s3.PutAsync($"/{bucket}/{Uri.EscapeDataString(key)}", "")).Expect(200);
        Assert.Equal(["A", "Z", "a", "ü", "\ue000", "\U00010000"], (await s3.GetAsync($"/{bucket}?list-type=2")).All("Key"));
    }

    [Fact]
    public async Task What_xml_cannot_hold_is_encoded_on_request()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (await s3.PutAsync($"/{bucket}/%01%2B%20x/y", "")).Expect(200);
        var page = (await s3.GetAsync($"/{bucket}?list-type=2&encoding-type=url")).Expect(200);
        Assert.Equal(["%01%2B%20x/y"], page.All("Key"));
        Assert.Equal("url", page.Element("EncodingType"));
        (await s3.GetAsync($"/{bucket}?list-type=2&encoding-type=zip")).Refused(
            400,
            "InvalidArgument",
            "Invalid Encoding Method specified in Request"
        );
    }

    [Fact]
    public async Task Objects_are_described()
    {
        var (s3, bucket) = await NewBucketAsync();
        var page = await s3.GetAsync($"/{bucket}?list-type=2&prefix=a&fetch-owner=true");
        Assert.Equal("\"9dd4e461268c8034f5c8564e155c67a6\"", page.Element("ETag"));
        Assert.Equal("1", page.Element("Size"));
        Assert.Equal("STANDARD", page.Element("StorageClass"));
        Assert.Equal("CRC64NVME", page.Element("ChecksumAlgorithm"));
        Assert.Matches("^[0-9a-f]{64}$", page.Element("ID"));
        Assert.False((await s3.GetAsync($"/{bucket}?list-type=2&prefix=a")).Has("Owner"));
        Assert.True((await s3.GetAsync($"/{bucket}?prefix=a")).Has("Owner"));
    }

    [Theory]
    [InlineData("list-type=2&max-keys=-1")]
    [InlineData("list-type=2&max-keys=x")]
    [InlineData("list-type=2&max-keys=99999999999")]
    [InlineData("list-type=2&continuation-token=%25")]
    [InlineData("list-type=2&continuation-token=")]
    public async Task Arguments_without_sense_are_refused(string query)
    {
        var (s3, bucket) = await NewBucketAsync();
        (await s3.GetAsync($"/{bucket}?{query}")).Refused(400, "InvalidArgument");
    }

    [Fact]
    public async Task No_page_has_more_than_a_thousand()
    {
        var (s3, bucket) = await NewBucketAsync();
        Assert.Equal("1000", (await s3.GetAsync($"/{bucket}?list-type=2&max-keys=5000")).Element("MaxKeys"));
        var empty = await s3.GetAsync($"/{bucket}?list-type=2&max-keys=0");
        Assert.Empty(empty.All("Key"));
        Assert.Equal("false", empty.Element("IsTruncated"));
    }

    [Fact]
    public async Task The_prefix_can_be_a_condition()
    {
        var (s3, bucket) = await NewBucketAsync();
        var user = s3.As(
            await s3.Client.NewUserAsync(
                "browser",
                $$$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::{{{bucket}}}",
                "Condition":{"StringLike":{"s3:prefix":"b/*"},"StringEqualsIfExists":{"s3:delimiter":"/"},
                  "NumericLessThanEqualsIfExists":{"s3:max-keys":"10"} } }]}
                """
            )
        );
        (await user.GetAsync($"/{bucket}?list-type=2&prefix=b/&max-keys=10")).Expect(200);
        (await user.GetAsync($"/{bucket}?list-type=2&prefix=b/")).Refused(403, "AccessDenied");
        (await user.GetAsync($"/{bucket}?prefix=b/c&delimiter=/&max-keys=10")).Expect(200);
        (await user.GetAsync($"/{bucket}?list-type=2&max-keys=10")).Refused(403, "AccessDenied");
        (await user.GetAsync($"/{bucket}?list-type=2&prefix=a&max-keys=10")).Refused(403, "AccessDenied");
        (await user.GetAsync($"/{bucket}?list-type=2&prefix=b/&max-keys=11")).Refused(403, "AccessDenied");
        (await user.GetAsync($"/{bucket}?list-type=2&prefix=b/&delimiter=x&max-keys=10")).Refused(403, "AccessDenied");
    }

    static IReadOnlyList<string> Prefixes(S3Answer page) =>
        [.. page.Xml.Elements("CommonPrefixes").Select(element => element.Element("Prefix")!.Value)];

    /// <summary>Keys and common prefixes in their common order.</summary>
    static List<string> Items(S3Answer page) => [.. page.All("Key").Concat(Prefixes(page)).Order(StringComparer.Ordinal)];

    async Task<(S3Client S3, string Bucket)> NewBucketAsync()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        foreach (var key in Keys)
            (await s3.PutAsync($"/{bucket}/{key}", "x")).Expect(200);
        return (s3, bucket);
    }

    /// <summary>A listing without a page size is one of a thousand keys, for conditions too.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("?max-keys=")]
    [InlineData("?list-type=2")]
    [InlineData("?list-type=2&max-keys=")]
    [InlineData("?versions")]
    [InlineData("?versions&max-keys=")]
    public async Task A_page_size_that_is_left_out_is_a_thousand_for_conditions(string query)
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        const string Small = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"},{"Effect":"Deny","Action":"s3:List*",
             "Resource":"*","Condition":{"NumericGreaterThan":{"s3:max-keys":"10"}}}]}
            """;
        const string Thousand = """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:List*","Resource":"*",
             "Condition":{"NumericEquals":{"s3:max-keys":"1000"}}}}
            """;
        var small = s3.As(await s3.Client.NewUserAsync("small", Small));
        (await small.GetAsync($"/{bucket}{query}")).Refused(403, "AccessDenied");
        var sized = query.Replace("max-keys=", "", StringComparison.Ordinal).TrimEnd('&');
        (await small.GetAsync($"/{bucket}{(sized is "" or "?" ? "?" : sized + "&")}max-keys=10")).Expect(200);
        (await s3.As(await s3.Client.NewUserAsync("thousand", Thousand)).GetAsync($"/{bucket}{query}")).Expect(200);
    }
}
