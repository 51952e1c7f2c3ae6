namespace Mantle.SigV4.Tests;

/// <summary>A server of several services learns whose request it has before it judges the signature.</summary>
public class UnverifiedSignatureTests
{
    const string Scope = "AKIDEXAMPLE/20260101/us-east-1/sts/aws4_request";

    [Theory]
    [InlineData($"AWS4-HMAC-SHA256 Credential={Scope}, SignedHeaders=host, Signature=00")]
    [InlineData($"AWS4-HMAC-SHA256 broken, Signature=00 Credential={Scope}")]
    [InlineData($"AWS4-ECDSA-P256-SHA256 Credential={Scope}")]
    public void The_service_is_known_however_bad_the_rest_of_the_header_is(string authorization) =>
        Assert.Equal("sts", Of("", authorization).Service);

    [Theory]
    [InlineData("X-Amz-Credential=AKIDEXAMPLE%2F20260101%2Fus-east-1%2Fsts%2Faws4_request")]
    [InlineData("a=b&X-Amz-%43redential=AKIDEXAMPLE/20260101/us-east-1/sts/aws4_request&X-Amz-Algorithm=none")]
    public void The_service_is_known_from_the_query(string query) => Assert.Equal("sts", Of(query).Service);

    [Theory]
    [InlineData("", null)]
    [InlineData("", "Bearer Credential=" + Scope)]
    [InlineData("", "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/us-east-1/sts")]
    [InlineData("prefix=Credential=" + Scope, null)]
    [InlineData("X-Amz-Credential=" + Scope, "AWS4-HMAC-SHA256 Signature=00")]
    public void No_scope_is_found_where_none_belongs(string query, string? authorization) => Assert.Null(Of(query, authorization).Service);

    [Fact]
    public void What_was_found_is_judged_by_the_rules_of_the_service_in_its_scope()
    {
        var headers = new HeaderList().Add("host", "h").Add("authorization", $"AWS4-HMAC-SHA256 Credential={Scope}, Signature=00");
        var request = new SignableRequest("GET", "/", "", headers);
        Assert.False(UnverifiedSignature.Of(request).TryRead(request, SigningProfile.S3, out _, out var error));
        Assert.Equal("IncompleteSignature", error.Code);
    }

    static UnverifiedSignature Of(string query, string? authorization = null)
    {
        var headers = new HeaderList().Add("host", "h");
        if (authorization is not null)
            headers.Add("authorization", authorization);
        return UnverifiedSignature.Of(new SignableRequest("GET", "/", query, headers));
    }
}
