using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Mantle.Clients.Tests.Workloads;

/// <summary>
/// An authenticator app (<see href="https://www.rfc-editor.org/rfc/rfc6238"/>), written apart from the server's own code.
/// </summary>
sealed class MfaApp(string seed)
{
    const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    readonly byte[] key = Decode(seed);

    /// <summary>The code of a time step of 30 seconds, counted from the present one.</summary>
    public string Code(int step)
    {
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30 + step);
#pragma warning disable CA5350 // The standard says SHA-1.
        var hash = HMACSHA1.HashData(key, counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    static byte[] Decode(string text)
    {
        var bytes = new List<byte>();
        var (buffer, bits) = (0, 0);
        foreach (var letter in text.TrimEnd('='))
        {
            (buffer, bits) = (buffer << 5 | Letters.IndexOf(letter, StringComparison.Ordinal), bits + 5);
            if (bits < 8)
                continue;
            bits -= 8;
            bytes.Add((byte)(buffer >> bits));
            buffer &= (1 << bits) - 1;
        }
        return [.. bytes];
    }
}
