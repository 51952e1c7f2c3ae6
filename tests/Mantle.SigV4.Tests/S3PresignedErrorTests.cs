using static Mantle.SigV4.Tests.S3Requests;

namespace Mantle.SigV4.Tests;

public class S3PresignedErrorTests
{
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
    public void A_credential_of_another_day_than_the_date_is_told_both()
    {
        var query = Presigned().Replace("%2F20260101%2F", "%2F20260102%2F", StringComparison.Ordinal);
        AssertError(
            CheckOf(new("GET", "/", query, new HeaderList().Add("host", "s3.amazonaws.com")), Now),
            400,
            "AuthorizationQueryParametersError",
            "Invalid credential date \"20260102\". This date is not the same as X-Amz-Date: \"20260101\"."
        );
    }

    static string Presigned(string expires = "60") =>
        $"X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20260101%2Fus-east-1%2Fs3%2Faws4_request&"
        + $"X-Amz-Date=20260101T000000Z&X-Amz-Expires={expires}&X-Amz-SignedHeaders=host&X-Amz-Signature={new string('0', 64)}";
}
