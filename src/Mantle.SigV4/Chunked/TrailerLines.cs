using System.Security.Cryptography;

namespace Mantle.SigV4;

/// <summary>The canonical form of a trailer: one <c>name:value</c> line for each field, names in lower case and sorted.</summary>
static class TrailerLines
{
    public static void Hash(IReadOnlyList<KeyValuePair<string, string>> trailers, Span<byte> sha256)
    {
        var buffer = new Utf8Buffer(stackalloc byte[512]);
        foreach (var (name, value) in trailers.OrderBy(t => t.Key.ToLowerInvariant(), StringComparer.Ordinal))
        {
            buffer.Append(name.ToLowerInvariant());
            buffer.Append((byte)':');
            buffer.Append(value.AsSpan().Trim(" \t"));
            buffer.Append((byte)'\n');
        }
        SHA256.HashData(buffer.Written, sha256);
        buffer.Dispose();
    }
}
