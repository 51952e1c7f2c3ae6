using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Mantle.Core.Secrets;

/// <summary>
/// Statements that a client keeps and cannot read or change: encrypted and authenticated. Every node with the key ring opens them without a
/// look-up. Each is encrypted under its own key, derived from a ring key, the purpose and a random salt, so a fixed nonce is safe. Revoking
/// the ring key ends them.
/// Layout, in unpadded base64url: ring key id (4 bytes, big-endian), salt (16), tag (16), ciphertext.
/// </summary>
/// <param name="ring">The keys.</param>
/// <param name="purpose">What the statements are for. A statement for one purpose cannot be opened for another.</param>
public sealed class SealedTokens(KeyRing ring, string purpose)
{
    const int KeyLength = 32,
        IdLength = 4,
        SaltLength = 16,
        TagLength = 16,
        Overhead = IdLength + SaltLength + TagLength;

    static ReadOnlySpan<byte> Nonce => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>Seals a statement.</summary>
    public string Seal(string statement)
    {
        var key = ring.Current;
        var plain = Encoding.UTF8.GetBytes(statement);
        var box = new byte[Overhead + plain.Length];
        BinaryPrimitives.WriteUInt32BigEndian(box, key.Id);
        RandomNumberGenerator.Fill(box.AsSpan(IdLength, SaltLength));
        using var aes = Cipher(key, box.AsSpan(IdLength, SaltLength));
        aes.Encrypt(Nonce, plain, box.AsSpan(Overhead), box.AsSpan(IdLength + SaltLength, TagLength), box.AsSpan(0, IdLength));
        return Base64Url.EncodeToString(box);
    }

    /// <summary>The statement; null if it was not sealed here for this purpose, was altered, or its key was revoked.</summary>
    public string? Open(string token)
    {
        if (!Base64Url.IsValid(token, out var length) || length < Overhead)
            return null;
        var box = Base64Url.DecodeFromChars(token);
        if (ring.Find(BinaryPrimitives.ReadUInt32BigEndian(box)) is not { } key)
            return null;
        var plain = new byte[length - Overhead];
        try
        {
            using var aes = Cipher(key, box.AsSpan(IdLength, SaltLength));
            aes.Decrypt(
                Nonce,
                box.AsSpan(Overhead, plain.Length),
                box.AsSpan(IdLength + SaltLength, TagLength),
                plain,
                box.AsSpan(0, IdLength)
            );
        }
        catch (CryptographicException)
        {
            return null;
        }
        return Encoding.UTF8.GetString(plain);
    }

    AesGcm Cipher(RingKey key, ReadOnlySpan<byte> salt)
    {
        var info = new byte[Encoding.UTF8.GetByteCount(purpose) + 1 + SaltLength];
        Encoding.UTF8.GetBytes(purpose, info);
        salt.CopyTo(info.AsSpan(info.Length - SaltLength));
        Span<byte> derived = stackalloc byte[KeyLength];
        key.Expand(info, derived);
        return new AesGcm(derived, TagLength);
    }
}
