using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Mantle.Core.Secrets;
using Mantle.Core.Telemetry;

namespace Mantle.Core.Authentication;

/// <summary>
/// Session tokens: the session, encrypted and authenticated. Every node with the key ring verifies a token without a database look-up.
/// Each token is encrypted under its own key, derived from a ring key and a random salt, so a fixed nonce is safe. The secret access key
/// is derived from the same salt.
/// Layout, in base64: ring key id (4 bytes, big-endian), salt (16), tag (16), ciphertext.
/// </summary>
public sealed class SessionTokens(KeyRing ring, CacheInstruments? instruments = null)
{
    const int KeyLength = 32,
        SecretLength = 30;
    const int IdLength = 4,
        SaltLength = 16,
        TagLength = 16,
        Overhead = IdLength + SaltLength + TagLength;

    /// <summary>Maximum length of a token, in characters. Longer ones are refused unread.</summary>
    public const int LongestToken = 4_096;

    /// <summary>Recently verified tokens: verifying one again is a dictionary look-up.</summary>
    readonly RecentValues<string, VerifiedSession> recent = new(8_192, StringComparer.Ordinal);

    /// <summary>Seals a session.</summary>
    /// <param name="session">What the token states.</param>
    /// <param name="packed">Its policies and tags, packed by <see cref="SessionFormat.Pack"/>.</param>
    public (string Token, string SecretAccessKey) Issue(Session session, PackedAttributes packed)
    {
        var key = ring.Current;
        var plain = SessionFormat.Write(session, packed);
        var sealedToken = new byte[Overhead + plain.Length];
        BinaryPrimitives.WriteUInt32BigEndian(sealedToken, key.Id);
        var salt = sealedToken.AsSpan(IdLength, SaltLength);
        RandomNumberGenerator.Fill(salt);
        Span<byte> derived = stackalloc byte[KeyLength + SecretLength];
        Derive(key, salt, derived);
        using (var aes = new AesGcm(derived[..KeyLength], TagLength))
            aes.Encrypt(
                Nonce,
                plain,
                sealedToken.AsSpan(Overhead),
                sealedToken.AsSpan(IdLength + SaltLength, TagLength),
                sealedToken.AsSpan(0, IdLength)
            );
        return (Convert.ToBase64String(sealedToken), Convert.ToBase64String(derived[KeyLength..]));
    }

    /// <summary>The session of a token and its secret access key; null if the token was not issued here or was altered.</summary>
    public VerifiedSession? Verify(string token)
    {
        var isKnown = recent.TryGet(token, out var known);
        instruments?.Count(CacheInstruments.SessionTokens, isKnown);
        if (isKnown)
            return ring.Find(known!.KeyId) is null ? null : known;
        if (token.Length > LongestToken)
            return null;
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(token.Length)];
        if (
            !Convert.TryFromBase64String(token, bytes, out var length)
            || length <= Overhead
            || ring.Find(BinaryPrimitives.ReadUInt32BigEndian(bytes)) is not { } key
        )
            return null;
        Span<byte> derived = stackalloc byte[KeyLength + SecretLength];
        Derive(key, bytes.AsSpan(IdLength, SaltLength), derived);
        var plain = new byte[length - Overhead];
        try
        {
            using var aes = new AesGcm(derived[..KeyLength], TagLength);
            aes.Decrypt(
                Nonce,
                bytes.AsSpan(Overhead, plain.Length),
                bytes.AsSpan(IdLength + SaltLength, TagLength),
                plain,
                bytes.AsSpan(0, IdLength)
            );
        }
        catch (CryptographicException)
        {
            return null;
        }
        var verified = new VerifiedSession(SessionFormat.Read(plain), Convert.ToBase64String(derived[KeyLength..]), key.Id);
        recent.Add(token, verified);
        return verified;
    }

    static ReadOnlySpan<byte> Nonce => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>Derives the token's encryption key, followed by the bytes of the secret access key.</summary>
    static void Derive(RingKey key, ReadOnlySpan<byte> salt, Span<byte> output)
    {
        Span<byte> info = stackalloc byte[Purpose.Length + SaltLength];
        Purpose.CopyTo(info);
        salt.CopyTo(info[Purpose.Length..]);
        key.Expand(info, output);
    }

    static ReadOnlySpan<byte> Purpose => "mantle session "u8;
}

/// <summary>A session whose token was verified, its secret access key, and the id of the ring key that sealed it.</summary>
public sealed record VerifiedSession(Session Session, string SecretAccessKey, uint KeyId);
