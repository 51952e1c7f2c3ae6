namespace Mantle.SigV4.Tests;

/// <summary>What IAM and STS answer to requests they cannot authenticate, to the letter.</summary>
public class ErrorTests
{
    static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    static readonly Credentials Credentials = new("AKIDEXAMPLE", "secret");

    const string Mismatch =
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing "
        + "method. Consult the service documentation for details.";

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

    [Fact]
    public void A_request_signed_sixteen_minutes_ago_has_expired()
    {
        var error = Checked(Now.AddMinutes(-16));
        AssertError(
            error,
            403,
            "SignatureDoesNotMatch",
            "Signature expired: 20251231T234400Z is now earlier than 20251231T234500Z (20260101T000000Z - 15 min.)"
        );
    }

    [Fact]
    public void A_request_signed_in_sixteen_minutes_is_not_yet_current()
    {
        var error = Checked(Now.AddMinutes(16));
        AssertError(
            error,
            403,
            "SignatureDoesNotMatch",
            "Signature not yet current: 20260101T001600Z is still later than 20260101T001500Z (20260101T000000Z + 15 min.)"
        );
    }

    [Theory]
    [InlineData(-900)]
    [InlineData(0)]
    [InlineData(900)]
    public void Fifteen_minutes_either_way_are_within_bounds(int seconds) => Assert.Null(Checked(Now.AddSeconds(seconds)));

    [Fact]
    public void A_wrong_region_is_named() =>
        AssertError(
            Checked(Now, region: "eu-west-1"),
            403,
            "SignatureDoesNotMatch",
            "Credential should be scoped to a valid region, not 'us-east-1'. "
        );

    [Fact]
    public void A_wrong_service_is_named() =>
        AssertError(Checked(Now, service: "sts"), 403, "SignatureDoesNotMatch", "Credential should be scoped to correct service: 'sts'. ");

    [Fact]
    public void Everything_wrong_with_the_scope_is_said_at_once()
    {
        var headers = Headers(Authorization(credential: "AKIDEXAMPLE/20130101/wrong-region/wrong-service/aws5_request"));
        var request = new SignableRequest("GET", "/", "", headers);
        Assert.True(RequestSignature.TryRead(request, SigningProfile.Standard, out var signature, out _));
        AssertError(
            signature.Check(request, Now, "us-east-1", "iam"),
            403,
            "SignatureDoesNotMatch",
            "Credential should be scoped to a valid region, not 'wrong-region'. Credential should be scoped to correct service: 'iam'. "
                + "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5_request'. "
                + "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20130101' != "
                + "'20260101', from "
                + "'20260101T000000Z'."
        );
    }

    [Fact]
    public void The_host_must_be_signed()
    {
        var headers = Headers(Authorization(signedHeaders: "x-amz-date"));
        var request = new SignableRequest("GET", "/", "", headers);
        Assert.True(RequestSignature.TryRead(request, SigningProfile.Standard, out var signature, out _));
        AssertError(
            signature.Check(request, Now),
            403,
            "SignatureDoesNotMatch",
            "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."
        );
    }

    [Fact]
    public void A_session_token_in_an_unsigned_header_is_refused()
    {
        var headers = Headers(Authorization()).Add("X-Amz-Security-Token", "token");
        var request = new SignableRequest("GET", "/", "", headers);
        Assert.True(RequestSignature.TryRead(request, SigningProfile.Standard, out var signature, out _));
        Assert.Equal("token", signature.SessionToken);
        AssertError(
            signature.Check(request, Now),
            403,
            "SignatureDoesNotMatch",
            "'x-amz-security-token' must be a 'SignedHeader' in the AWS Authorization."
        );
    }

    [Fact]
    public void A_wrong_secret_does_not_match()
    {
        var headers = new HeaderList().Add("host", "iam.amazonaws.com");
        var request = new SignableRequest("GET", "/", "Action=ListUsers", headers);
        new RequestSigner(Credentials, "us-east-1", "iam").Sign(request, PayloadHash.Empty, Now);
        Assert.True(RequestSignature.TryRead(request, SigningProfile.Standard, out var signature, out _));
        var sha256 = System.Security.Cryptography.SHA256.HashData([]);

        Assert.Null(signature.Verify(request, SigningKey.Derive("secret", signature.Scope), sha256));
        AssertError(
            signature.Verify(request, SigningKey.Derive("Secret", signature.Scope), sha256),
            403,
            "SignatureDoesNotMatch",
            Mismatch
        );
    }

    [Theory]
    [InlineData("AWS4-HMAC-SHA256   Signature=0a,SignedHeaders=host;x-amz-date,Credential=AKIDEXAMPLE/20260101/us-east-1/iam/aws4_request")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/us-east-1/iam/aws4_request SignedHeaders=x-amz-date;host Signature=0a")]
    [InlineData(
        "\tAWS4-HMAC-SHA256\tCredential=AKIDEXAMPLE/20260101/us-east-1/iam/aws4_request ,\t SignedHeaders=Host;X-Amz-Date , "
            + "Signature=0a,"
    )]
    public void Components_come_in_any_order_with_any_blanks(string authorization)
    {
        var request = new SignableRequest("GET", "/", "", Headers(authorization));
        Assert.True(RequestSignature.TryRead(request, SigningProfile.Standard, out var signature, out var error), error?.ToString());
        Assert.Equal("AKIDEXAMPLE", signature.AccessKeyId);
        Assert.Equal(new CredentialScope("20260101", "us-east-1", "iam"), signature.Scope);
        Assert.Equal("host;x-amz-date", signature.SignedHeaders.ToString());
        Assert.Equal("0a", signature.Signature.ToString());
        Assert.Equal(Now, signature.Timestamp);
        Assert.Same(SigningProfile.Standard, signature.Profile);
    }

    [Fact]
    public void The_date_header_stands_in_for_x_amz_date()
    {
        var headers = new HeaderList().Add("host", "h").Add("date", "Thu, 01 Jan 2026 00:00:00 GMT").Add("authorization", Authorization());
        Assert.True(RequestSignature.TryRead(new("GET", "/", "", headers), SigningProfile.Standard, out var signature, out _));
        Assert.Equal(Now, signature.Timestamp);
    }

    static string Authorization(
        string credential = "AKIDEXAMPLE/20260101/us-east-1/iam/aws4_request",
        string signedHeaders = "host;x-amz-date"
    ) => $"AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders={signedHeaders}, Signature=00";

    static HeaderList Headers(string? authorization)
    {
        var headers = new HeaderList().Add("host", "iam.amazonaws.com").Add("x-amz-date", "20260101T000000Z");
        return authorization is null ? headers : headers.Add("Authorization", authorization);
    }

    static SigV4Error Refused(HeaderList headers, string query)
    {
        Assert.False(RequestSignature.TryRead(new("GET", "/", query, headers), SigningProfile.Standard, out _, out var error));
        return error;
    }

    static void AssertUnreadable(string? authorization, string query, int status, string code, string message) =>
        AssertError(Refused(Headers(authorization), query), status, code, message);

    static SigV4Error? Checked(DateTimeOffset time, string? region = null, string? service = null)
    {
        var request = new SignableRequest("GET", "/", "", new HeaderList().Add("host", "iam.amazonaws.com"));
        new RequestSigner(Credentials, "us-east-1", "iam").Sign(request, PayloadHash.Empty, time);
        Assert.True(RequestSignature.TryRead(request, SigningProfile.Standard, out var signature, out _));
        return signature.Check(request, Now, region, service);
    }

    static void AssertError(SigV4Error? error, int status, string code, string message)
    {
        Assert.NotNull(error);
        Assert.Equal((status, code, message), (error.StatusCode, error.Code, error.Message));
        Assert.Empty(error.Members);
    }
}
