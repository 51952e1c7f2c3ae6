using System.Security.Cryptography;
using System.Text;

namespace Mantle.SigV4.Tests;

/// <summary>The worked example of AWS's signing guide, step by step: IAM ListUsers.</summary>
public class IamDocumentationTests
{
    static readonly DateTimeOffset Time = new(2015, 8, 30, 12, 36, 0, TimeSpan.Zero);
    static readonly CredentialScope Scope = CredentialScope.At(Time, "us-east-1", "iam");

    const string Canonical = """
        GET
        /
        Action=ListUsers&Version=2010-05-08
        content-type:application/x-www-form-urlencoded; charset=utf-8
        host:iam.amazonaws.com
        x-amz-date:20150830T123600Z

        content-type;host;x-amz-date
        e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
        """;

    [Fact]
    public void The_canonical_request_is_the_documented_one()
    {
        var headers = new HeaderList()
            .Add("Host", "iam.amazonaws.com")
            .Add("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            .Add("X-Amz-Date", "20150830T123600Z");
        var request = SignableRequest.FromTarget("GET", "/?Version=2010-05-08&Action=ListUsers", headers);

        var canonical = CanonicalRequest.Create(request, "content-type;host;x-amz-date", PayloadHash.Empty, SigningProfile.Standard.Rules);

        Assert.Equal(Canonical, canonical);
        Assert.Equal(
            "f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59",
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))
        );
    }

    [Fact]
    public void The_string_to_sign_is_the_documented_one() =>
        Assert.Equal(
            """
            AWS4-HMAC-SHA256
            20150830T123600Z
            20150830/us-east-1/iam/aws4_request
            f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59
            """,
            StringToSign.Create(Time, Scope, Encoding.UTF8.GetBytes(Canonical))
        );

    [Fact]
    public void The_signing_key_is_the_documented_one() =>
        Assert.Equal(
            "c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9",
            Convert.ToHexStringLower(SigningKey.Derive("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", Scope).Bytes)
        );

    [Fact]
    public void The_signature_is_the_documented_one()
    {
        var headers = new HeaderList()
            .Add("host", "iam.amazonaws.com")
            .Add("content-type", "application/x-www-form-urlencoded; charset=utf-8");

        var result = new RequestSigner(Vector.Credentials, "us-east-1", "iam").Sign(
            SignableRequest.FromTarget("GET", "/?Action=ListUsers&Version=2010-05-08", headers),
            PayloadHash.Empty,
            Time
        );

        Assert.Equal("5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7", result.Signature);
    }
}
