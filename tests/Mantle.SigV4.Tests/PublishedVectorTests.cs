using System.Security.Cryptography;

namespace Mantle.SigV4.Tests;

/// <summary>AWS's signing test suite: what it publishes as signed is what is signed here, and is accepted.</summary>
public class PublishedVectorTests
{
    static readonly Dictionary<string, Vector> InHeader = Vector.Load("header-signed.json").ToDictionary(v => v.Name);
    static readonly Dictionary<string, Vector> InQuery = Vector.Load("query-signed.json").ToDictionary(v => v.Name);

    public static TheoryData<string> HeaderNames => [.. InHeader.Keys];

    public static TheoryData<string> QueryNames => [.. InQuery.Keys];

    [Theory]
    [MemberData(nameof(HeaderNames))]
    public void A_request_is_signed_in_its_header_as_published(string name)
    {
        var vector = InHeader[name];
        var headers = vector.HeaderList();
        var signer = new RequestSigner(Vector.Credentials, "us-east-1", "service");

        var result = signer.Sign(
            SignableRequest.FromTarget(vector.Method, vector.Target, headers),
            PayloadHash.Of(vector.BodyBytes),
            Vector.Time
        );

        Assert.Equal(vector.Signature, result.Signature);
        Assert.Equal(
            $"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders={vector.SignedHeaders}, "
                + $"Signature={vector.Signature}",
            headers.Find("authorization")
        );
    }

    [Theory]
    [MemberData(nameof(HeaderNames))]
    public void A_published_header_signature_is_accepted(string name)
    {
        var vector = InHeader[name];
        var headers = vector
            .HeaderList()
            .Add(
                "Authorization",
                $"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders={vector.SignedHeaders}, "
                    + $"Signature={vector.Signature}"
            );

        AssertAccepted(vector, headers);
    }

    [Theory]
    [MemberData(nameof(QueryNames))]
    public void A_published_query_signature_is_accepted(string name) => AssertAccepted(InQuery[name], InQuery[name].HeaderList());

    static void AssertAccepted(Vector vector, HeaderList headers)
    {
        var request = SignableRequest.FromTarget(vector.Method, vector.Target, headers);
        Assert.True(RequestSignature.TryRead(request, SigningProfile.Standard, out var signature, out var error), error?.ToString());
        Assert.Null(signature.Check(request, Vector.Time, "us-east-1", "service"));
        Assert.Null(signature.Verify(request, Vector.Key, SHA256.HashData(vector.BodyBytes)));
        Assert.NotNull(signature.Verify(request, Vector.Key, SHA256.HashData("another body"u8)));
    }
}
