using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Mantle.Core.Secrets;

/// <summary>
/// Encryption keys of stored files. Each file has its own random key, sealed under a key that is derived from the ring for that file and
/// bound to the file's length. So neither another file nor a truncated one is accepted in its place.
/// Layout: ring key id (4 bytes, big-endian), nonce (12), tag (16), ciphertext (32).
/// </summary>
public sealed class DataKeys(KeyRing ring)
{
    /// <summary>Length of a key in bytes: AES-256.</summary>
    public const int KeyLength = 32;

    const int IdLength = 4,
        NonceLength = 12,
        TagLength = 16,
        Overhead = IdLength + NonceLength + TagLength,
        LongestId = 64;

    static ReadOnlySpan<byte> Purpose => "mantle object data "u8;

    /// <summary>Recently opened keys: opening one takes longer than reading a small file.</summary>
    readonly RecentValues<(string File, long Length), OpenedKey> recent = new(2_048, EqualityComparer<(string, long)>.Default);

    /// <summary>Seals a file's key.</summary>
    /// <param name="file">The file's name, which is never reused.</param>
    /// <param name="length">Length of its data, in bytes.</param>
    /// <param name="key">The file's key.</param>
    public byte[] Seal(string file, long length, ReadOnlySpan<byte> key)
    {
        var box = new byte[Overhead + KeyLength];
        var current = ring.Current;
        BinaryPrimitives.WriteUInt32BigEndian(box, current.Id);
        var nonce = box.AsSpan(IdLength, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        Span<byte> bound = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bound, length);
        using var aes = Cipher(current, file);
        aes.Encrypt(nonce, key, box.AsSpan(Overhead), box.AsSpan(IdLength + NonceLength, TagLength), bound);
        return box;
    }

    /// <summary>Opens a sealed key into <paramref name="key"/>, which has <see cref="KeyLength"/> bytes.</summary>
    /// <exception cref="CryptographicException">The sealed key is damaged, or is for another file or length.</exception>
    public void Open(string file, long length, ReadOnlySpan<byte> box, Span<byte> key)
    {
        if (box.Length != Overhead + KeyLength)
            throw new CryptographicException("A sealed data key has another length.");
        var sealedUnder =
            ring.Find(BinaryPrimitives.ReadUInt32BigEndian(box))
            ?? throw new CryptographicException("The key that sealed this data key is gone.");
        if (recent.TryGet((file, length), out var opened) && opened!.Box.AsSpan().SequenceEqual(box))
        {
            opened.Key.CopyTo(key);
            return;
        }
        Span<byte> bound = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bound, length);
        using var aes = Cipher(sealedUnder, file);
        aes.Decrypt(box.Slice(IdLength, NonceLength), box[Overhead..], box.Slice(IdLength + NonceLength, TagLength), key, bound);
        recent.Add((file, length), new OpenedKey(box.ToArray(), key.ToArray()));
    }

    /// <param name="Box">The key as it is stored, sealed.</param>
    /// <param name="Key">The key.</param>
    sealed record OpenedKey(byte[] Box, byte[] Key);

    static AesGcm Cipher(RingKey ringKey, string file)
    {
        Span<byte> purpose = stackalloc byte[Purpose.Length + LongestId];
        Purpose.CopyTo(purpose);
        var length = Purpose.Length + Encoding.ASCII.GetBytes(file, purpose[Purpose.Length..]);
        Span<byte> derived = stackalloc byte[KeyLength];
        ringKey.Expand(purpose[..length], derived);
        var cipher = new AesGcm(derived, TagLength);
        CryptographicOperations.ZeroMemory(derived);
        return cipher;
    }
}
