using System.Security.Cryptography;

namespace Mantle.SigV4;

/// <summary>Repeats the steps of signing with the request that arrived.</summary>
static class SignatureVerifier
{
    public static SigV4Error? Verify(RequestSignature claim, in SignableRequest request, SigningKey key, ReadOnlySpan<byte> bodySha256)
    {
        if (!claim.Profile.IsS3 || !bodySha256.IsEmpty)
            ArgumentOutOfRangeException.ThrowIfNotEqual(bodySha256.Length, SHA256.HashSizeInBytes);
        var canonical = new Utf8Buffer(stackalloc byte[1024]);
        var toSign = new Utf8Buffer(stackalloc byte[256]);
        try
        {
            CanonicalRequest.AppendHead(ref canonical, request, claim.SignedHeaders.Span, claim.Profile.Rules);
            if (claim.Profile.IsS3)
                canonical.Append(claim.Payload.ToString());
            else
                Hex.Write(bodySha256, canonical.Take(Hex.Sha256Length));

            Span<char> timestamp = stackalloc char[AmzDate.Length];
            AmzDate.Format(claim.Timestamp, timestamp);
            StringToSign.AppendHead(ref toSign, "AWS4-HMAC-SHA256"u8, timestamp, claim.Scope);
            StringToSign.AppendHash(ref toSign, canonical.Written);

            Span<byte> expected = stackalloc byte[Hex.Sha256Length];
            key.Sign(toSign.Written, expected);
            if (!Hex.SignatureEquals(expected, claim.Signature.Span))
                return claim.Profile.Errors.DoesNotMatch(claim, toSign.ToString(), canonical.ToString());
            return bodySha256.IsEmpty ? null : claim.CheckBody(bodySha256);
        }
        finally
        {
            canonical.Dispose();
            toSign.Dispose();
        }
    }
}
