namespace Mantle.SigV4.Tests;

/// <summary>Requests to S3, and what is answered.</summary>
static class S3Requests
{
    public static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly Credentials Credentials = new("AKIDEXAMPLE", "secret");
    public static readonly RequestSigner Signer = new(Credentials, "us-east-1", "s3");
    public static readonly SigningKey Key = SigningKey.Derive("secret", CredentialScope.At(Now, "us-east-1", "s3"));

    public static SignableRequest Signed(string method, string target)
    {
        var request = SignableRequest.FromTarget(method, target, new HeaderList().Add("host", "s3.amazonaws.com"));
        Signer.Sign(request, PayloadHash.Empty, Now);
        return request;
    }

    public static (SigV4Error? Error, RequestSignature? Signature) Read(in SignableRequest request)
    {
        RequestSignature.TryRead(request, SigningProfile.S3, out var signature, out var error);
        return (error, signature);
    }

    public static SigV4Error? CheckOf(in SignableRequest request, DateTimeOffset now, string? region = null) =>
        Read(request).Signature!.Check(request, now, region, "s3");

    public static SigV4Error ErrorOf(string query, HeaderList? headers = null) =>
        Read(new("GET", "/", query, headers ?? new HeaderList().Add("host", "s3.amazonaws.com"))).Error!;

    public static void AssertError(SigV4Error? error, int status, string code, string message)
    {
        Assert.NotNull(error);
        Assert.Equal((status, code, message), (error.StatusCode, error.Code, error.Message));
    }
}
