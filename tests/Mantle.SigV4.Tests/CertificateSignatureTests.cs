using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Mantle.SigV4.Tests;

/// <summary>
/// Requests signed with a certificate's key
/// (<see href="https://docs.aws.amazon.com/rolesanywhere/latest/userguide/authentication-sign-process.html"/>).
/// </summary>
public sealed class CertificateSignatureTests : IDisposable
{
    static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    static readonly byte[] Body = """{"durationSeconds":3600}"""u8.ToArray();

    readonly RSA rsa = RSA.Create(2_048);
    readonly ECDsa ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose()
    {
        rsa.Dispose();
        ecdsa.Dispose();
    }

    [Theory]
    [InlineData(true, "AWS4-X509-RSA-SHA256")]
    [InlineData(false, "AWS4-X509-ECDSA-SHA256")]
    public void What_is_signed_is_verified(bool isRsa, string algorithm)
    {
        var (key, certificate) = New(isRsa);
        var headers = Signed(certificate, key);
        var authorization = headers.Find("authorization")!;
        Assert.StartsWith($"{algorithm} Credential=291/20260101/us-east-1/rolesanywhere/aws4_request, ", authorization);
        Assert.Contains("SignedHeaders=content-type;host;x-amz-date;x-amz-x509;x-amz-x509-chain, ", authorization);
        Assert.Equal(Convert.ToBase64String(certificate.RawData), headers.Find("x-amz-x509"));
        Assert.Equal(2, headers.Find("x-amz-x509-chain")!.Split(',').Length);

        Assert.True(CertificateSignature.IsClaimed(Request(headers)));
        var signature = Read(headers);
        Assert.Equal(("291", "us-east-1", "rolesanywhere"), (signature.SerialNumber, signature.Scope.Region, signature.Scope.Service));
        Assert.Null(signature.Check(Request(headers), Now));
        Assert.True(signature.Verify(Request(headers), certificate, SHA256.HashData(Body)));
        Assert.False(signature.Verify(Request(headers), certificate, SHA256.HashData([])));
        Assert.False(signature.Verify(new SignableRequest("POST", "/sessions", "a=b", headers), certificate, SHA256.HashData(Body)));
        Assert.False(signature.Verify(Request(headers), New(!isRsa).Certificate, SHA256.HashData(Body)));
        Assert.NotNull(signature.Check(Request(headers), Now.AddMinutes(16)));
        Assert.NotNull(signature.Check(Request(headers.Add("x-amz-other", "x")), Now));
    }

    /// <summary>The string to sign, put together as the documentation does, and signed with other code.</summary>
    [Fact]
    public void The_string_to_sign_is_the_documented_one()
    {
        var (key, certificate) = New(isRsa: true);
        var headers = new HeaderList()
            .Add("host", "rolesanywhere.us-east-1.amazonaws.com")
            .Add("content-type", "application/json")
            .Add("x-amz-date", "20260101T120000Z")
            .Add("x-amz-x509", Convert.ToBase64String(certificate.RawData));
        var canonical = string.Join(
            '\n',
            "POST",
            "/sessions",
            "",
            "content-type:application/json",
            "host:rolesanywhere.us-east-1.amazonaws.com",
            "x-amz-date:20260101T120000Z",
            $"x-amz-x509:{Convert.ToBase64String(certificate.RawData)}",
            "",
            "content-type;host;x-amz-date;x-amz-x509",
            Convert.ToHexStringLower(SHA256.HashData(Body))
        );
        var toSign = string.Join(
            '\n',
            "AWS4-X509-RSA-SHA256",
            "20260101T120000Z",
            "20260101/us-east-1/rolesanywhere/aws4_request",
            Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(canonical)))
        );
        var bytes = ((RSA)key).SignData(System.Text.Encoding.UTF8.GetBytes(toSign), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        headers.Add(
            "authorization",
            "AWS4-X509-RSA-SHA256 Credential=291/20260101/us-east-1/rolesanywhere/aws4_request, "
                + $"SignedHeaders=content-type;host;x-amz-date;x-amz-x509, Signature={Convert.ToHexStringLower(bytes)}"
        );
        Assert.True(Read(headers).Verify(Request(headers), certificate, SHA256.HashData(Body)));
    }

    [Theory]
    [InlineData("AWS4-HMAC-SHA256 Credential=1/20260101/us-east-1/rolesanywhere/aws4_request, SignedHeaders=host, Signature=00")]
    [InlineData("AWS4-X509-MLDSA Credential=1/20260101/us-east-1/rolesanywhere/aws4_request, SignedHeaders=host, Signature=00")]
    [InlineData("AWS4-X509-RSA-SHA256")]
    [InlineData("AWS4-X509-RSA-SHA256 Credential=1, SignedHeaders=host, Signature=00")]
    [InlineData("Bearer x")]
    public void Other_signatures_are_refused(string authorization)
    {
        var headers = new HeaderList().Add("host", "h").Add("x-amz-date", "20260101T120000Z").Add("authorization", authorization);
        Assert.False(CertificateSignature.TryRead(Request(headers), SigningProfile.Standard, out _, out var error));
        Assert.InRange(error.StatusCode, 400, 403);
    }

    (AsymmetricAlgorithm Key, X509Certificate2 Certificate) New(bool isRsa)
    {
        var request = isRsa
            ? new CertificateRequest("CN=web", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest("CN=web", ecdsa, HashAlgorithmName.SHA256);
        var signatures = isRsa
            ? X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1)
            : X509SignatureGenerator.CreateForECDsa(ecdsa);
        return (isRsa ? rsa : ecdsa, request.Create(request.SubjectName, signatures, Now.AddDays(-1), Now.AddDays(1), [0x01, 0x23]));
    }

    static HeaderList Signed(X509Certificate2 certificate, AsymmetricAlgorithm key)
    {
        var headers = new HeaderList().Add("host", "localhost:4700").Add("content-type", "application/json");
        new CertificateSigner(certificate, key, [certificate, certificate], "us-east-1", "rolesanywhere").Sign(
            Request(headers),
            PayloadHash.Of(Body),
            Now
        );
        return headers;
    }

    static SignableRequest Request(HeaderList headers) => new("POST", "/sessions", "", headers);

    static CertificateSignature Read(HeaderList headers)
    {
        Assert.True(CertificateSignature.TryRead(Request(headers), SigningProfile.Standard, out var signature, out _));
        return signature;
    }
}
