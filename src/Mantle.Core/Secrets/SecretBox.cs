using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Mantle.Core.Secrets;

/// <summary>
/// Seals secrets at rest with AES-256-GCM under a key derived from the ring. A sealed secret is bound to its id, so that secrets cannot
/// be exchanged. Layout: ring key id (4 bytes, big-endian), nonce (12), tag (16), ciphertext.
/// </summary>
public sealed class SecretBox(KeyRing ring)
{
    const int IdLength = 4,
        NonceLength = 12,
        TagLength = 16,
        Overhead = IdLength + NonceLength + TagLength;

    public byte[] Seal(string id, string secret)
    {
        var plain = Encoding.UTF8.GetBytes(secret);
        var box = new byte[Overhead + plain.Length];
        var key = ring.Current;
        BinaryPrimitives.WriteUInt32BigEndian(box, key.Id);
        var nonce = box.AsSpan(IdLength, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = Cipher(key);
        aes.Encrypt(nonce, plain, box.AsSpan(Overhead), box.AsSpan(IdLength + NonceLength, TagLength), Encoding.UTF8.GetBytes(id));
        return box;
    }

    /// <exception cref="CryptographicException">The sealed secret is damaged, or has another id.</exception>
    public string Open(string id, ReadOnlySpan<byte> box)
    {
        if (box.Length < Overhead)
            throw new CryptographicException("A sealed secret is longer.");
        var key =
            ring.Find(BinaryPrimitives.ReadUInt32BigEndian(box))
            ?? throw new CryptographicException("The key that sealed this secret is gone.");
        var plain = new byte[box.Length - Overhead];
        using var aes = Cipher(key);
        aes.Decrypt(
            box.Slice(IdLength, NonceLength),
            box[Overhead..],
            box.Slice(IdLength + NonceLength, TagLength),
            plain,
            Encoding.UTF8.GetBytes(id)
        );
        return Encoding.UTF8.GetString(plain);
    }

    static AesGcm Cipher(RingKey key)
    {
        Span<byte> derived = stackalloc byte[32];
        key.Expand("mantle secrets at rest"u8, derived);
        return new AesGcm(derived, TagLength);
    }
}
