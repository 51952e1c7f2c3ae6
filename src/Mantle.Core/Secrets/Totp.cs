using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Mantle.Core.Secrets;

/// <summary>
/// Time-based one-time codes of six digits, a new one every 30 seconds (<see href="https://www.rfc-editor.org/rfc/rfc6238"/>).
/// </summary>
public static class Totp
{
    public const int StepSeconds = 30;

    /// <summary>The time step at a time, counted from the Unix epoch.</summary>
    public static long StepAt(DateTimeOffset time) => time.ToUnixTimeSeconds() / StepSeconds;

    [SuppressMessage(
        "Security",
        "CA5350",
        Justification = "The codes of authenticator apps are HMAC-SHA-1; its weakness to collisions does not touch HMAC."
    )]
    public static string Code(ReadOnlySpan<byte> seed, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(seed, counter, hash);
        var number = BinaryPrimitives.ReadUInt32BigEndian(hash[(hash[^1] & 15)..]) & 0x7FFF_FFFF;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>Whether a code belongs to a time step. Compares in constant time.</summary>
    public static bool Matches(ReadOnlySpan<byte> seed, long step, string code) =>
        CryptographicOperations.FixedTimeEquals(
            System.Runtime.InteropServices.MemoryMarshal.AsBytes(Code(seed, step).AsSpan()),
            System.Runtime.InteropServices.MemoryMarshal.AsBytes(code.AsSpan())
        );

    /// <summary>
    /// The step of the second of two consecutive codes, at most <paramref name="window"/> steps from <paramref name="around"/>. Of several
    /// the nearest; null if there is none.
    /// </summary>
    public static long? FindPair(ReadOnlySpan<byte> seed, string first, string second, long around, int window)
    {
        for (var distance = 0; distance <= window; distance++)
            foreach (var step in distance == 0 ? (ReadOnlySpan<long>)[around] : [around - distance, around + distance])
                if (Matches(seed, step, second) && Matches(seed, step - 1, first))
                    return step;
        return null;
    }
}
