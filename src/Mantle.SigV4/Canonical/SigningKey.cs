using System.Security.Cryptography;
using System.Text;

namespace Mantle.SigV4;

/// <summary>
/// The key that signs the requests of one day, region and service, derived from a secret access key. Immutable and thread-safe.
/// </summary>
/// <remarks>
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#derive-signing-key">
/// Derive a signing key</see>
/// </remarks>
public sealed class SigningKey
{
    readonly byte[] key;

    /// <summary>An HMAC that already has the key. Handing over the key takes as long as signing.</summary>
    IncrementalHash? idle;

    SigningKey(byte[] key) => this.key = key;

    /// <summary>Derives the key.</summary>
    public static SigningKey Derive(ReadOnlySpan<char> secretAccessKey, CredentialScope scope)
    {
        Span<byte> first = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Span<byte> second = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var secret = new byte[4 + Encoding.UTF8.GetByteCount(secretAccessKey)];
        "AWS4"u8.CopyTo(secret);
        Encoding.UTF8.GetBytes(secretAccessKey, secret.AsSpan(4));

        Hmac(secret, scope.Date, first);
        Hmac(first, scope.Region, second);
        Hmac(second, scope.Service, first);
        var key = new byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(first, "aws4_request"u8, key);

        CryptographicOperations.ZeroMemory(secret);
        CryptographicOperations.ZeroMemory(first);
        CryptographicOperations.ZeroMemory(second);
        return new(key);
    }

    /// <summary>The 32 bytes of the key.</summary>
    public ReadOnlySpan<byte> Bytes => key;

    /// <summary>Signs a string to sign; writes 64 lower-case hexadecimal digits.</summary>
    internal void Sign(ReadOnlySpan<byte> stringToSign, Span<byte> signature)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        // One thread at a time can use it; others make one of their own.
        var hmac = Interlocked.Exchange(ref idle, null) ?? IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(stringToSign);
        hmac.GetHashAndReset(mac);
        if (Interlocked.CompareExchange(ref idle, hmac, null) is not null)
            hmac.Dispose();
        Hex.Write(mac, signature);
    }

    static void Hmac(ReadOnlySpan<byte> key, string text, Span<byte> destination)
    {
        using var buffer = new Utf8Buffer(stackalloc byte[128]);
        buffer.Append(text);
        HMACSHA256.HashData(key, buffer.Written, destination);
    }
}
