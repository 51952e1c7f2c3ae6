namespace Mantle.SigV4.Tests;

public class CanonicalRequestTests
{
    [Theory]
    [InlineData("", "/")]
    [InlineData("/", "/")]
    [InlineData("/documents and settings/", "/documents%20and%20settings/")]
    [InlineData("/documents%20and%20settings/", "/documents%2520and%2520settings/")]
    [InlineData("/a//b", "/a/b")]
    [InlineData("/a/../../b", "/b")]
    [InlineData("/../", "/")]
    [InlineData("/a/./b/", "/a/b/")]
    [InlineData("/.a/..b/c..", "/.a/..b/c..")]
    [InlineData("/a/b/..", "/a")]
    public void Paths_are_normalized_and_encoded_twice(string path, string expected) =>
        Assert.Equal(expected, Line(1, path, "", SigningProfile.Standard));

    [Theory]
    [InlineData("/a//b/../c/./d", "/a//b/../c/./d")]
    [InlineData("/documents%20and%20settings/", "/documents%20and%20settings/")]
    [InlineData("/a+b", "/a%2Bb")]
    [InlineData("/a%2fb%e1%88%b4~%7E", "/a/b%E1%88%B4~~")]
    [InlineData("/100%", "/100%25")]
    [InlineData("/%zz", "/%25zz")]
    [InlineData("/ሴ", "/%E1%88%B4")]
    public void S3_paths_are_taken_as_they_are_and_encoded_once(string path, string expected) =>
        Assert.Equal(expected, Line(1, path, "", SigningProfile.S3));

    [Theory]
    [InlineData("b=2&a=1", "a=1&b=2")]
    [InlineData("a=2&a=1&a=", "a=&a=1&a=2")]
    [InlineData("acl", "acl=")]
    [InlineData("=x", "=x")]
    [InlineData("a=b=c", "a=b%3Dc")]
    [InlineData("&&a=1&", "a=1")]
    [InlineData("a=1+2", "a=1%202")]
    [InlineData("a=1%2b2", "a=1%2B2")]
    [InlineData("a-b=1&a=2&a.b=3", "a=2&a-b=1&a.b=3")]
    [InlineData("A=1&a=2&B=3", "A=1&B=3&a=2")]
    [InlineData("X-Amz-Signature=abc&a=1", "a=1")]
    [InlineData("X%2dAmz-Signature=abc&a=1", "a=1")]
    public void Query_parameters_are_encoded_and_sorted(string query, string expected) =>
        Assert.Equal(expected, Line(2, "/", query, SigningProfile.Standard));

    [Fact]
    public void A_thousand_parameters_are_sorted_too()
    {
        var numbers = Enumerable.Range(0, 1000).Select(i => i * 7919 % 1000).ToArray();
        var query = string.Join('&', numbers.Select(n => $"p{n:000}={n}"));
        var expected = string.Join('&', Enumerable.Range(0, 1000).Select(n => $"p{n:000}={n}"));
        Assert.Equal(expected, Line(2, "/", query, SigningProfile.Standard));
    }

    [Fact]
    public void A_token_added_after_signing_is_left_out() =>
        Assert.Equal("a=1", Line(2, "/", "a=1&X-Amz-Security-Token=t", SigningProfile.For("iotdevicegateway")));

    [Theory]
    [InlineData("  a   b\t\tc ", "a b c")]
    [InlineData("", "")]
    [InlineData("\"a   b\"", "\"a b\"")]
    [InlineData("\u00a0a", "\u00a0a")]
    public void Header_values_lose_superfluous_blanks(string value, string expected)
    {
        var headers = new HeaderList().Add("My-Header", value);
        var canonical = CanonicalRequest.Create(
            new("GET", "/", "", headers),
            "my-header",
            PayloadHash.Empty,
            SigningProfile.Standard.Rules
        );
        Assert.Equal("my-header:" + expected, canonical.Split('\n')[3]);
    }

    [Fact]
    public void A_signed_header_that_did_not_come_is_empty()
    {
        var canonical = CanonicalRequest.Create(
            new("GET", "/", "", new HeaderList()),
            "host",
            PayloadHash.Empty,
            SigningProfile.Standard.Rules
        );
        Assert.Equal("host:", canonical.Split('\n')[3]);
    }

    [Fact]
    public void The_authority_is_the_host()
    {
        var headers = new HeaderList().Add("Host", "example.com");
        var canonical = CanonicalRequest.Create(
            new("GET", "/", "", headers),
            ":authority",
            PayloadHash.Empty,
            SigningProfile.Standard.Rules
        );
        Assert.Equal(":authority:example.com", canonical.Split('\n')[3]);
    }

    static string Line(int index, string path, string query, SigningProfile profile) =>
        CanonicalRequest
            .Create(new("GET", path, query, new HeaderList().Add("host", "h")), "host", PayloadHash.Empty, profile.Rules)
            .Split('\n')[index];
}
