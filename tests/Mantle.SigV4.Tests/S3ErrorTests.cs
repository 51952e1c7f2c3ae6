using System.Security.Cryptography;
using static Mantle.SigV4.Tests.S3Requests;

namespace Mantle.SigV4.Tests;

/// <summary>What Amazon S3 answers to requests it cannot authenticate, with the members of its Error document.</summary>
public class S3ErrorTests
{
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
}
