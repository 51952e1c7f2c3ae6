using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Mantle.Cli.Imds;

/// <summary>
/// The session tokens of one instance. Nothing is stored: a token is its expiry, random bytes, and a keyed hash of both. Another instance's
/// token is not valid, because each has a key of its own.
/// </summary>
sealed class MetadataTokens(TimeProvider time)
{
    /// <summary>Most seconds that a token lives.</summary>
    public const int Longest = 21_600;

    const int ExpiryLength = 8,
        PlainLength = 16,
        HashLength = 24;

    readonly byte[] key = RandomNumberGenerator.GetBytes(32);

    public string New(int seconds)
    {
        Span<byte> token = stackalloc byte[PlainLength + HashLength];
        BinaryPrimitives.WriteInt64BigEndian(token, time.GetUtcNow().AddSeconds(seconds).ToUnixTimeMilliseconds());
        RandomNumberGenerator.Fill(token[ExpiryLength..PlainLength]);
        Hash(token[..PlainLength]).AsSpan(0, HashLength).CopyTo(token[PlainLength..]);
        return Convert.ToBase64String(token);
    }

    public bool IsValid(string text)
    {
        Span<byte> token = stackalloc byte[PlainLength + HashLength];
        return text.Length == (PlainLength + HashLength + 2) / 3 * 4
            && Convert.TryFromBase64String(text, token, out var length)
            && length == token.Length
            && CryptographicOperations.FixedTimeEquals(Hash(token[..PlainLength]).AsSpan(0, HashLength), token[PlainLength..])
            && time.GetUtcNow().ToUnixTimeMilliseconds() < BinaryPrimitives.ReadInt64BigEndian(token);
    }

    byte[] Hash(ReadOnlySpan<byte> plain) => HMACSHA256.HashData(key, plain);
}
