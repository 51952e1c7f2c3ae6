using System.Security.Cryptography;
using System.Text;

namespace Mantle.SigV4.Tests;

/// <summary>Damaged input gets an error with a code and a message, whatever the damage; it never passes and never throws.</summary>
public class MutationTests
{
    static readonly DateTimeOffset Time = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    static readonly Credentials Credentials = new("AKIDEXAMPLE", "secret", "token");
    static readonly byte[] EmptyBody = SHA256.HashData([]);
    const string Pieces = "=,;/%&+ \t\0\r\n-_.~:\"'{}0fFzZéሴ\ud800";

    [Theory]
    [InlineData("iam")]
    [InlineData("s3")]
    public void A_hundred_thousand_damaged_authorizations_are_refused(string service)
    {
        var random = new Random(20260101);
        var original = new HeaderList().Add("host", "localhost");
        new RequestSigner(Credentials, "us-east-1", service).Sign(new("GET", "/", "", original), PayloadHash.Empty, Time);
        var authorization = original.Find("authorization")!;
        var key = SigningKey.Derive(Credentials.SecretAccessKey, CredentialScope.At(Time, "us-east-1", service));
        var whole = Read(new("GET", "/", "", original));
        for (var i = 0; i < 50_000; i++)
        {
            var damaged = Damage(authorization, random);
            var headers = new HeaderList();
            for (var h = 0; h < original.Count; h++)
            {
                var isAuthorization = original[h].Key.Equals("authorization", StringComparison.OrdinalIgnoreCase);
                headers.Add(
                    original[h].Key,
                    isAuthorization ? damaged
                        : random.Next(20) == 0 ? Damage(original[h].Value, random)
                        : original[h].Value
                );
            }
            AssertRefusedUnlessHarmless(new("GET", "/", "", headers), key, whole);
        }
    }

    [Theory]
    [InlineData("sts")]
    [InlineData("s3")]
    public void Fifty_thousand_damaged_presigned_queries_are_refused(string service)
    {
        var random = new Random(20260102);
        var headers = new HeaderList().Add("host", "localhost");
        new RequestSigner(Credentials, "us-east-1", service).Presign(
            new("GET", "/", "a=1", headers),
            service == "s3" ? PayloadHash.UnsignedPayload : PayloadHash.Empty,
            Time,
            TimeSpan.FromSeconds(60),
            out var query
        );
        var key = SigningKey.Derive(Credentials.SecretAccessKey, CredentialScope.At(Time, "us-east-1", service));
        var whole = Read(new("GET", "/", query, headers));
        for (var i = 0; i < 25_000; i++)
        {
            AssertRefusedUnlessHarmless(new("GET", "/", Damage(query, random), headers), key, whole);
        }
    }

    [Fact]
    public void Damaged_paths_and_headers_have_a_canonical_form()
    {
        var random = new Random(20260103);
        for (var i = 0; i < 20_000; i++)
        {
            var headers = new HeaderList().Add("host", Damage("localhost", random));
            var request = new SignableRequest(Damage("GET", random), Damage("/a/b/../c%20d", random), Damage("a=1&b=2", random), headers);
            var canonical = CanonicalRequest.Create(
                request,
                "host",
                PayloadHash.Empty,
                i % 2 == 0 ? CanonicalRules.S3 : CanonicalRules.Standard
            );
            Assert.EndsWith("\nhost\n" + PayloadHash.Empty, canonical, StringComparison.Ordinal);
        }
    }

    /// <summary>Damage that changes nothing of what was read, such as one more comma, is none. Any other is refused.</summary>
    static void AssertRefusedUnlessHarmless(in SignableRequest request, SigningKey key, RequestSignature original)
    {
        if (RequestSignature.TryRead(request, SigningProfile.Standard, out var signature, out var error))
        {
            // The access key id is not part of what is signed: another one is looked up, and not found.
            error =
                signature.AccessKeyId == Credentials.AccessKeyId
                    ? signature.Check(request, Time) ?? signature.Verify(request, key, EmptyBody)
                    : signature.Profile.Errors.UnknownAccessKey(signature.AccessKeyId);
        }
        if (error is not null)
        {
            Assert.NotEmpty(error.Code);
            Assert.NotEmpty(error.Message);
            Assert.InRange(error.StatusCode, 400, 403);
            return;
        }
        Assert.Equal(
            (
                original.Scope,
                original.SignedHeaders.ToString(),
                original.Signature.ToString(),
                original.Timestamp,
                original.SessionToken,
                original.Payload,
                original.Expires
            ),
            (
                signature!.Scope,
                signature.SignedHeaders.ToString(),
                signature.Signature.ToString(),
                signature.Timestamp,
                signature.SessionToken,
                signature.Payload,
                signature.Expires
            )
        );
    }

    static RequestSignature Read(in SignableRequest request)
    {
        Assert.True(RequestSignature.TryRead(request, SigningProfile.Standard, out var signature, out _));
        return signature;
    }

    static string Damage(string text, Random random)
    {
        var damaged = new StringBuilder(text);
        for (var n = random.Next(1, 4); n > 0; n--)
        {
            var at = random.Next(damaged.Length + 1);
            switch (random.Next(6))
            {
                case 0:
                    damaged.Insert(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 1 when at < damaged.Length:
                    damaged.Remove(at, 1);
                    break;
                case 2 when at < damaged.Length:
                    damaged[at] = Pieces[random.Next(Pieces.Length)];
                    break;
                case 3:
                    damaged.Length = at;
                    break;
                case 4:
                    damaged.Insert(at, text[Math.Min(at, text.Length)..]);
                    break;
                case 5:
                    damaged.Insert(at, new string(Pieces[random.Next(Pieces.Length)], random.Next(1, 300)));
                    break;
            }
        }
        return damaged.ToString();
    }
}
