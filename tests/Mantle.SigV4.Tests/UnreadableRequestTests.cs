using static Mantle.SigV4.Tests.ErrorRequests;

namespace Mantle.SigV4.Tests;

/// <summary>What cannot be read as a signature is refused before any key is looked for.</summary>
public class UnreadableRequestTests
{
    [Fact]
    public void An_unsigned_request_is_missing_its_token() =>
        AssertUnreadable(null, "", 403, "MissingAuthenticationToken", "Request is missing Authentication Token");

    [Theory]
    [InlineData("Basic dXNlcjpwYXNz")]
    [InlineData("Bearer abc")]
    [InlineData("")]
    [InlineData("AWS AKIDEXAMPLE:frJIUN8DYpKDtOLCwo==")]
    public void Another_kind_of_authorization_counts_as_none(string authorization) =>
        AssertUnreadable(authorization, "", 403, "MissingAuthenticationToken", "Request is missing Authentication Token");

    [Theory]
    [InlineData(
        "AWS4-HMAC-SHA256",
        "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header "
            + "requires 'SignedHeaders' parameter. "
    )]
    [InlineData(
        "AWS4-HMAC-SHA256 Credential=",
        "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header "
            + "requires 'SignedHeaders' parameter. "
    )]
    [InlineData(
        "AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/iam/aws4_request, Signature=00",
        "Authorization header requires 'SignedHeaders' parameter. "
    )]
    public void Missing_components_are_named_and_the_header_is_hashed(string authorization, string message)
    {
        var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(authorization)));
        AssertUnreadable(
            authorization,
            "",
            400,
            "IncompleteSignature",
            $"{message}(Hashed with SHA-256 and encoded with Base64) Authorization={hash}"
        );
    }

    [Fact]
    public void A_request_without_a_date_is_incomplete()
    {
        var headers = new HeaderList().Add("host", "iam.amazonaws.com").Add("authorization", Authorization());
        var error = Refused(headers, "");
        Assert.StartsWith(
            "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. (Hashed",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_component_without_equal_sign_is_malformed()
    {
        const string authorization = "AWS4-HMAC-SHA256 FooBar, BazBurp";
        var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(authorization)));
        AssertUnreadable(
            authorization,
            "",
            400,
            "IncompleteSignature",
            $"Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): "
                + $"'{hash}'."
        );
    }

    [Fact]
    public void A_component_given_twice_is_refused() =>
        AssertUnreadable(
            Authorization() + ", Signature=11",
            "",
            400,
            "IncompleteSignature",
            "The request signature does not conform to AWS standards."
        );

    [Fact]
    public void Two_authorization_headers_are_refused()
    {
        var headers = Headers(Authorization()).Add("Authorization", Authorization());
        Assert.Equal("IncompleteSignature", Refused(headers, "").Code);
    }

    [Fact]
    public void SigV4a_is_refused_by_name() =>
        AssertUnreadable(
            "AWS4-ECDSA-P256-SHA256 Credential=AKIDEXAMPLE/20260101/iam/aws4_request, SignedHeaders=host;x-amz-date;x-amz-region-set, "
                + "Signature=00",
            "",
            400,
            "IncompleteSignature",
            "Unsupported AWS 'algorithm': 'AWS4-ECDSA-P256-SHA256'."
        );

    [Theory]
    [InlineData("AKIDEXAMPLE")]
    [InlineData("AKIDEXAMPLE/20260101/us-east-1/iam")]
    [InlineData("AKIDEXAMPLE/20260101/us-east-1/iam/aws4_request/more")]
    [InlineData("/20260101/us-east-1/iam/aws4_request")]
    public void A_credential_has_five_elements(string credential) =>
        AssertUnreadable(
            Authorization(credential: credential),
            "",
            400,
            "IncompleteSignature",
            $"Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '{credential}'"
        );

    [Theory]
    [InlineData("201")]
    [InlineData("20260101T000000")]
    [InlineData("20261301T000000Z")]
    [InlineData("20260230T000000Z")]
    [InlineData("20260101T240000Z")]
    [InlineData("２０２６0101T000000Z")]
    public void A_date_that_is_none_is_refused(string date)
    {
        var headers = new HeaderList().Add("host", "h").Add("x-amz-date", date).Add("authorization", Authorization());
        var error = Refused(headers, "");
        Assert.Equal("IncompleteSignature", error.Code);
        Assert.Equal($"Date must be in ISO-8601 'basic format'. Got '{date}'. See http://en.wikipedia.org/wiki/ISO_8601", error.Message);
    }

    [Fact]
    public void Header_and_query_at_once_are_refused() =>
        AssertUnreadable(
            Authorization(),
            "X-Amz-Algorithm=AWS4-HMAC-SHA256",
            403,
            "SignatureDoesNotMatch",
            "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header."
        );

    [Fact]
    public void Missing_query_parameters_are_named() =>
        AssertUnreadable(
            null,
            "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20260101T000000Z",
            400,
            "IncompleteSignature",
            "AWS query-string parameters must include 'X-Amz-Credential'. AWS query-string parameters must include 'X-Amz-Signature'. AWS "
                + "query-string parameters must include 'X-Amz-SignedHeaders'. Re-examine the query-string parameters."
        );

    [Fact]
    public void A_query_parameter_given_twice_is_refused() =>
        AssertUnreadable(
            null,
            "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20260101T000000Z&X-Amz-SignedHeaders=host&X-Amz-Signature=00&"
                + "X-Amz-Credential=a%2F20260101%2Fus-east-1%2Fiam%2Faws4_request&X-Amz%2DDate=20260101T000001Z",
            400,
            "IncompleteSignature",
            "The request signature does not conform to AWS standards."
        );
}
