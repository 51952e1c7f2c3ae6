using System.Security.Cryptography;

namespace Mantle.SigV4.Tests;

/// <summary>What Amazon S3 answers to requests it cannot authenticate, with the members of its Error document.</summary>
public class S3ErrorTests
{
    static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    static readonly Credentials Credentials = new("AKIDEXAMPLE", "secret");
    static readonly RequestSigner Signer = new(Credentials, "us-east-1", "s3");
    static readonly SigningKey Key = SigningKey.Derive("secret", CredentialScope.At(Now, "us-east-1", "s3"));

    [Fact]
    public void A_mismatch_shows_what_was_signed()
    {
        var request = Signed("GET", "/bucket/key");
        var (_, other) = Read(new("GET", "/bucket/other", "", request.Headers));
        var error = other!.Verify(new("GET", "/bucket/other", "", request.Headers), Key, default)!;

        Assert.Equal((403, "SignatureDoesNotMatch"), (error.StatusCode, error.Code));
        Assert.Equal(
            "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
            error.Message
        );
        Assert.Equal(
            ["AWSAccessKeyId", "StringToSign", "SignatureProvided", "StringToSignBytes", "CanonicalRequest", "CanonicalRequestBytes"],
            error.Members.Select(m => m.Key)
        );
        var members = error.Members.ToDictionary();
        Assert.StartsWith(
            "AWS4-HMAC-SHA256\n20260101T000000Z\n20260101/us-east-1/s3/aws4_request\n",
            members["StringToSign"],
            StringComparison.Ordinal
        );
        Assert.StartsWith("41 57 53 34 2d 48 4d 41 43", members["StringToSignBytes"], StringComparison.Ordinal);
        Assert.StartsWith("GET\n/bucket/other\n\nhost:s3.amazonaws.com\n", members["CanonicalRequest"], StringComparison.Ordinal);
        Assert.Equal(64, members["SignatureProvided"].Length);
    }

    [Theory]
    [InlineData(-901)]
    [InlineData(901)]
    public void A_skewed_clock_is_told_both_times(int seconds)
    {
        var headers = new HeaderList().Add("host", "s3.amazonaws.com");
        Signer.Sign(new("GET", "/", "", headers), PayloadHash.Empty, Now.AddSeconds(seconds));
        var error = CheckOf(new("GET", "/", "", headers), Now)!;

        AssertError(error, 403, "RequestTimeTooSkewed", "The difference between the request time and the current time is too large.");
        Assert.Equal(
            [
                new("RequestTime", AmzDate.Format(Now.AddSeconds(seconds))),
                new("ServerTime", "2026-01-01T00:00:00Z"),
                new("MaxAllowedSkewMilliseconds", "900000"),
            ],
            error.Members
        );
    }

    [Fact]
    public void A_presigned_url_expires()
    {
        var headers = new HeaderList().Add("host", "s3.amazonaws.com");
        Signer.Presign(new("GET", "/b/k", "", headers), PayloadHash.UnsignedPayload, Now, TimeSpan.FromSeconds(60), out var query);
        var request = new SignableRequest("GET", "/b/k", query, headers);

        Assert.Null(CheckOf(request, Now.AddSeconds(60)));
        var error = CheckOf(request, Now.AddSeconds(61))!;
        AssertError(error, 403, "AccessDenied", "Request has expired");
        Assert.Equal(
            [new("X-Amz-Expires", "60"), new("Expires", "2026-01-01T00:01:00Z"), new("ServerTime", "2026-01-01T00:01:01Z")],
            error.Members
        );
        AssertError(CheckOf(request, Now.AddMinutes(-16)), 403, "AccessDenied", "Request is not valid yet");
    }

    [Theory]
    [InlineData(
        "604801",
        "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds"
    )]
    [InlineData("99999999999999999999", "X-Amz-Expires should be a number")]
    [InlineData("-1", "X-Amz-Expires must be non-negative")]
    [InlineData("soon", "X-Amz-Expires should be a number")]
    public void A_lifetime_is_a_number_up_to_seven_days(string expires, string message) =>
        AssertError(ErrorOf(Presigned(expires: expires)), 400, "AuthorizationQueryParametersError", message);

    [Theory]
    [InlineData("X-Amz-Expires=60&")]
    [InlineData("X-Amz-Date=20260101T000000Z&")]
    [InlineData("X-Amz-SignedHeaders=host&")]
    public void A_presigned_url_has_all_its_parameters(string dropped) =>
        AssertError(
            ErrorOf(Presigned().Replace(dropped, "", StringComparison.Ordinal)),
            400,
            "AuthorizationQueryParametersError",
            "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, "
                + "X-Amz-SignedHeaders, and X-Amz-Expires parameters."
        );

    [Fact]
    public void A_presigned_url_in_SigV4a_is_refused() =>
        AssertError(
            ErrorOf(Presigned().Replace("AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256", StringComparison.Ordinal)),
            400,
            "AuthorizationQueryParametersError",
            "X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\""
        );

    [Fact]
    public void SigV4a_in_the_header_is_refused()
    {
        var headers = new HeaderList()
            .Add("host", "h")
            .Add("authorization", "AWS4-ECDSA-P256-SHA256 Credential=A/20260101/s3/aws4_request, SignedHeaders=host, Signature=00");
        AssertError(
            ErrorOf("", headers),
            400,
            "InvalidRequest",
            "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256."
        );
    }

    [Fact]
    public void The_payload_must_be_declared()
    {
        var request = Signed("GET", "/");
        request.Headers.Remove("x-amz-content-sha256");
        AssertError(ErrorOf("", request.Headers), 400, "InvalidRequest", "Missing required header for this request: x-amz-content-sha256");
        Assert.Equal("InvalidArgument", ErrorOf("", request.Headers.Add("x-amz-content-sha256", "abc")).Code);
    }

    [Fact]
    public void A_body_other_than_declared_is_refused()
    {
        var headers = new HeaderList().Add("host", "s3.amazonaws.com");
        var request = new SignableRequest("PUT", "/b/k", "", headers);
        Signer.Sign(request, PayloadHash.Of("declared"u8), Now);
        var (_, signature) = Read(request);
        var declared = SHA256.HashData("declared"u8);
        var sent = SHA256.HashData("sent"u8);

        Assert.Null(signature!.Verify(request, Key, default));
        Assert.Null(signature.CheckBody(declared));
        Assert.Null(signature.Verify(request, Key, declared));
        foreach (var error in new[] { signature.Verify(request, Key, sent), signature.CheckBody(sent) })
        {
            AssertError(
                error,
                400,
                "XAmzContentSHA256Mismatch",
                "The provided 'x-amz-content-sha256' header does not match what was computed."
            );
            Assert.Equal(
                [
                    new("ClientComputedContentSHA256", Convert.ToHexStringLower(declared)),
                    new("S3ComputedContentSHA256", Convert.ToHexStringLower(sent)),
                ],
                error!.Members
            );
        }
    }

    [Fact]
    public void An_unsigned_payload_is_whatever_it_is()
    {
        var headers = new HeaderList().Add("host", "s3.amazonaws.com");
        var request = new SignableRequest("PUT", "/b/k", "", headers);
        Signer.Sign(request, PayloadHash.UnsignedPayload, Now);
        Assert.Null(Read(request).Signature!.Verify(request, Key, SHA256.HashData("anything"u8)));
    }

    [Fact]
    public void Unsigned_amz_headers_are_listed()
    {
        var request = Signed("GET", "/");
        request.Headers.Add("X-Amz-Acl", "public-read").Add("x-amz-meta-a", "b");
        var error = CheckOf(request, Now)!;
        AssertError(error, 403, "AccessDenied", "There were headers present in the request which were not signed");
        Assert.Equal([new("HeadersNotSigned", "x-amz-acl, x-amz-meta-a")], error.Members);
    }

    [Fact]
    public void The_wrong_region_is_told_the_right_one()
    {
        var error = CheckOf(Signed("GET", "/"), Now, "eu-central-1")!;
        AssertError(
            error,
            400,
            "AuthorizationHeaderMalformed",
            "The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-central-1'"
        );
        Assert.Equal([new("Region", "eu-central-1")], error.Members);
    }

    [Fact]
    public void Unknown_keys_and_tokens_are_told_as_S3_does()
    {
        var errors = SigningProfile.S3.Errors;
        AssertError(
            errors.UnknownAccessKey("AKID"),
            403,
            "InvalidAccessKeyId",
            "The AWS Access Key Id you provided does not exist in our records."
        );
        AssertError(errors.ExpiredToken("t"), 400, "ExpiredToken", "The provided token has expired.");
        AssertError(errors.InvalidToken("t"), 400, "InvalidToken", "The provided token is malformed or otherwise invalid.");
        AssertError(errors.MissingAuthentication(), 403, "AccessDenied", "Access Denied");
    }

    static string Presigned(string expires = "60") =>
        $"X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20260101%2Fus-east-1%2Fs3%2Faws4_request&"
        + $"X-Amz-Date=20260101T000000Z&X-Amz-Expires={expires}&X-Amz-SignedHeaders=host&X-Amz-Signature={new string('0', 64)}";

    static SignableRequest Signed(string method, string target)
    {
        var request = SignableRequest.FromTarget(method, target, new HeaderList().Add("host", "s3.amazonaws.com"));
        Signer.Sign(request, PayloadHash.Empty, Now);
        return request;
    }

    static (SigV4Error? Error, RequestSignature? Signature) Read(in SignableRequest request)
    {
        RequestSignature.TryRead(request, SigningProfile.S3, out var signature, out var error);
        return (error, signature);
    }

    static SigV4Error? CheckOf(in SignableRequest request, DateTimeOffset now, string? region = null) =>
        Read(request).Signature!.Check(request, now, region, "s3");

    static SigV4Error ErrorOf(string query, HeaderList? headers = null) =>
        Read(new("GET", "/", query, headers ?? new HeaderList().Add("host", "s3.amazonaws.com"))).Error!;

    static void AssertError(SigV4Error? error, int status, string code, string message)
    {
        Assert.NotNull(error);
        Assert.Equal((status, code, message), (error.StatusCode, error.Code, error.Message));
    }
}
