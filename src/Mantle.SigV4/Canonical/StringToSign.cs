using System.Security.Cryptography;
using System.Text;

namespace Mantle.SigV4;

/// <summary>
/// Step 2: algorithm, time and scope of a signature, and the hash of the canonical request.
/// </summary>
/// <remarks>
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-string-to-sign">
/// Create a string to sign</see>
/// </remarks>
public static class StringToSign
{
    /// <summary>The algorithm that this library signs with and accepts.</summary>
    public const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>The string to sign as text.</summary>
    public static string Create(DateTimeOffset time, CredentialScope scope, ReadOnlySpan<byte> canonicalRequest) =>
        Create(Algorithm, time, scope, canonicalRequest);

    /// <summary>The string to sign of another algorithm.</summary>
    internal static string Create(string algorithm, DateTimeOffset time, CredentialScope scope, ReadOnlySpan<byte> canonicalRequest)
    {
        var buffer = new Utf8Buffer(stackalloc byte[256]);
        try
        {
            AppendHead(ref buffer, Encoding.ASCII.GetBytes(algorithm), AmzDate.Format(time), scope);
            AppendHash(ref buffer, canonicalRequest);
            return buffer.ToString();
        }
        finally
        {
            buffer.Dispose();
        }
    }

    /// <summary>The first three lines: algorithm, timestamp and scope.</summary>
    internal static void AppendHead(
        ref Utf8Buffer buffer,
        scoped ReadOnlySpan<byte> algorithm,
        scoped ReadOnlySpan<char> timestamp,
        in CredentialScope scope
    )
    {
        buffer.Append(algorithm);
        buffer.Append((byte)'\n');
        buffer.Append(timestamp);
        buffer.Append((byte)'\n');
        buffer.Append(scope.Date);
        buffer.Append((byte)'/');
        buffer.Append(scope.Region);
        buffer.Append((byte)'/');
        buffer.Append(scope.Service);
        buffer.Append("/aws4_request\n"u8);
    }

    /// <summary>Appends the SHA-256 of bytes in lower-case hexadecimal.</summary>
    internal static void AppendHash(ref Utf8Buffer buffer, scoped ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        Hex.Write(hash, buffer.Take(Hex.Sha256Length));
    }
}
