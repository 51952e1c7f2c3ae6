using static Mantle.SigV4.Tests.ErrorRequests;

namespace Mantle.SigV4.Tests;

/// <summary>What IAM and STS answer to requests they cannot authenticate, to the letter.</summary>
public class ErrorTests
{
    const string Mismatch =
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing "
        + "method. Consult the service documentation for details.";

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
        new RequestSigner(Caller, "us-east-1", "iam").Sign(request, PayloadHash.Empty, Now);
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
}
