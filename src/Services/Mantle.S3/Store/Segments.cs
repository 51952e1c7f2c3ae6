using System.Buffers.Binary;
using System.Security.Cryptography;
using Mantle.Core.Secrets;

namespace Mantle.S3.Store;

/// <summary>
/// The format of an encrypted file: segments of 64 KiB, the last one shorter, each sealed with AES-256-GCM under the file's own key and
/// followed by its tag. The nonce is the segment's number, so that segments cannot be exchanged. Reading a range opens only the segments
/// that it touches.
/// </summary>
sealed class Segments : IDisposable
{
    /// <summary>Bytes of data in every segment but the last.</summary>
    public const int Size = 64 << 10;

    /// <summary>Bytes that a segment takes in the file.</summary>
    public const int StoredSize = Size + TagLength;

    const int TagLength = 16,
        NonceLength = 12;

    readonly AesGcm cipher;

    Segments(ReadOnlySpan<byte> key) => cipher = new AesGcm(key, TagLength);

    /// <summary>A new file's key.</summary>
    public static Segments New(Span<byte> key)
    {
        RandomNumberGenerator.Fill(key);
        return new Segments(key);
    }

    /// <summary>The key of a file.</summary>
    /// <exception cref="CryptographicException">It cannot be opened.</exception>
    public static Segments Open(DataKeys keys, StoredFile file)
    {
        Span<byte> key = stackalloc byte[DataKeys.KeyLength];
        keys.Open(file.Blob, file.Size, file.Key, key);
        var segments = new Segments(key);
        CryptographicOperations.ZeroMemory(key);
        return segments;
    }

    /// <summary>Seals a segment; returns the bytes that it takes in the file.</summary>
    public int Seal(long number, ReadOnlySpan<byte> data, Span<byte> stored)
    {
        Span<byte> nonce = stackalloc byte[NonceLength];
        Nonce(number, nonce);
        cipher.Encrypt(nonce, data, stored[..data.Length], stored.Slice(data.Length, TagLength));
        return data.Length + TagLength;
    }

    /// <summary>Opens a segment into <paramref name="data"/>, which is as long as its data.</summary>
    /// <exception cref="CryptographicException">It was damaged.</exception>
    public void Open(long number, ReadOnlySpan<byte> stored, Span<byte> data)
    {
        Span<byte> nonce = stackalloc byte[NonceLength];
        Nonce(number, nonce);
        cipher.Decrypt(nonce, stored[..data.Length], stored.Slice(data.Length, TagLength), data);
    }

    /// <summary>Bytes of data in a segment.</summary>
    public static int Length(long number, long size) => (int)Math.Min(Size, size - number * Size);

    static void Nonce(long number, Span<byte> nonce)
    {
        nonce[..(NonceLength - sizeof(long))].Clear();
        BinaryPrimitives.WriteInt64BigEndian(nonce[(NonceLength - sizeof(long))..], number);
    }

    public void Dispose() => cipher.Dispose();
}
