namespace Mantle.SigV4.Tests;

/// <summary>Requests with something wrong, and what is answered.</summary>
static class ErrorRequests
{
    public static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly Credentials Caller = new("AKIDEXAMPLE", "secret");

    public static string Authorization(
        string credential = "AKIDEXAMPLE/20260101/us-east-1/iam/aws4_request",
        string signedHeaders = "host;x-amz-date"
    ) => $"AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders={signedHeaders}, Signature=00";

    public static HeaderList Headers(string? authorization)
    {
        var headers = new HeaderList().Add("host", "iam.amazonaws.com").Add("x-amz-date", "20260101T000000Z");
        return authorization is null ? headers : headers.Add("Authorization", authorization);
    }

    public static SigV4Error Refused(HeaderList headers, string query)
    {
        Assert.False(RequestSignature.TryRead(new("GET", "/", query, headers), SigningProfile.Standard, out _, out var error));
        return error;
    }

    public static void AssertUnreadable(string? authorization, string query, int status, string code, string message) =>
        AssertError(Refused(Headers(authorization), query), status, code, message);

    public static SigV4Error? Checked(DateTimeOffset time, string? region = null, string? service = null)
    {
        var request = new SignableRequest("GET", "/", "", new HeaderList().Add("host", "iam.amazonaws.com"));
        new RequestSigner(Caller, "us-east-1", "iam").Sign(request, PayloadHash.Empty, time);
        Assert.True(RequestSignature.TryRead(request, SigningProfile.Standard, out var signature, out _));
        return signature.Check(request, Now, region, service);
    }

    public static void AssertError(SigV4Error? error, int status, string code, string message)
    {
        Assert.NotNull(error);
        Assert.Equal((status, code, message), (error.StatusCode, error.Code, error.Message));
        Assert.Empty(error.Members);
    }
}
