using System.Buffers.Binary;
using System.Security.Cryptography;
using Mantle.Server.Storage;

namespace Mantle.Server.Authentication;

/// <summary>
/// The installation's keys, stored wrapped under the master key. From each, separate keys are derived for each purpose
/// (HKDF-SHA256), so that none is used twice.
/// </summary>
sealed class KeyRing
{
    const string Setting = "key-ring";
    const int KeyLength = 32, IdLength = 4, NonceLength = 12, TagLength = 16, EntryLength = IdLength + NonceLength + KeyLength + TagLength;

    readonly Dictionary<uint, RingKey> keys;

    KeyRing(IEnumerable<RingKey> keys)
    {
        this.keys = keys.ToDictionary(key => key.Id);
        Current = this.keys.Values.MaxBy(key => key.Id)!;
    }

    /// <summary>The key that seals what is new.</summary>
    public RingKey Current { get; }

    public RingKey? Find(uint id) => keys.GetValueOrDefault(id);

    /// <summary>Unwraps the stored ring, or makes the first one.</summary>
    /// <exception cref="StoreException">The master key is not the one the ring was wrapped under.</exception>
    public static async Task<KeyRing> OpenAsync(IStore store, byte[] masterKey)
    {
        if (await store.ReadSettingAsync(Setting) is { } stored)
            return new KeyRing(Unwrap(stored, masterKey));
        var first = new RingKey(1, RandomNumberGenerator.GetBytes(KeyLength));
        await store.WriteSettingAsync(Setting, Wrap(first, masterKey));
        return new KeyRing([first]);
    }

    static byte[] Wrap(RingKey key, byte[] masterKey)
    {
        var entry = new byte[EntryLength];
        BinaryPrimitives.WriteUInt32BigEndian(entry, key.Id);
        var nonce = entry.AsSpan(IdLength, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(masterKey, TagLength);
        aes.Encrypt(nonce, key.Bytes, entry.AsSpan(IdLength + NonceLength, KeyLength), entry.AsSpan(EntryLength - TagLength), entry.AsSpan(0, IdLength));
        return entry;
    }

    static List<RingKey> Unwrap(byte[] stored, byte[] masterKey)
    {
        var keys = new List<RingKey>();
        using var aes = new AesGcm(masterKey, TagLength);
        try
        {
            for (var rest = stored.AsSpan(); rest.Length > 0; rest = rest[EntryLength..])
            {
                var key = new byte[KeyLength];
                aes.Decrypt(rest.Slice(IdLength, NonceLength), rest.Slice(IdLength + NonceLength, KeyLength), rest.Slice(EntryLength - TagLength, TagLength), key, rest[..IdLength]);
                keys.Add(new RingKey(BinaryPrimitives.ReadUInt32BigEndian(rest), key));
            }
        }
        catch (Exception error) when (error is CryptographicException or ArgumentOutOfRangeException)
        {
            throw new StoreException("The key file does not belong to this data folder: what it protects cannot be read with it. Put the right one back.", error);
        }
        return keys;
    }
}

/// <summary>A key of the ring.</summary>
sealed class RingKey(uint id, byte[] bytes)
{
    public uint Id => id;

    internal byte[] Bytes => bytes;

    /// <summary>
    /// Derives the key for a purpose. The ring key is uniformly random already, so the extracting step of HKDF is not needed
    /// (<see href="https://www.rfc-editor.org/rfc/rfc5869#section-3.3"/>).
    /// </summary>
    public void Expand(ReadOnlySpan<byte> purpose, Span<byte> output) => HKDF.Expand(HashAlgorithmName.SHA256, bytes, output, purpose);
}
