using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Mantle.Core.Storage;

namespace Mantle.Core.Secrets;

/// <summary>
/// Keys for one use, stored wrapped under the master key. Separate keys for each purpose are derived from them (HKDF-SHA256), so that no
/// key is used for two purposes. The newest key seals; older ones only open what they sealed.
/// </summary>
public sealed class KeyRing : IDisposable
{
    const int KeyLength = 32,
        IdLength = 4,
        CreatedLength = 8,
        HeadLength = IdLength + CreatedLength;
    const int NonceLength = 12,
        TagLength = 16,
        EntryLength = HeadLength + NonceLength + KeyLength + TagLength;

    readonly IStore store;
    readonly byte[] masterKey;
    readonly string setting;
    readonly SemaphoreSlim changing = new(1);
    ImmutableSortedDictionary<uint, RingKey> keys;
    RingKey current;

    /// <summary>The wrapped ring as it was last read or written.</summary>
    byte[] stored = [];

    KeyRing(IStore store, byte[] masterKey, string setting, IEnumerable<RingKey> keys)
    {
        this.store = store;
        this.masterKey = masterKey;
        this.setting = setting;
        this.keys = keys.ToImmutableSortedDictionary(key => key.Id, key => key);
        current = Newest;
    }

    /// <summary>The newest key, which seals new data.</summary>
    public RingKey Current => Volatile.Read(ref current);

    /// <summary>All keys, oldest first.</summary>
    public IReadOnlyList<RingKey> Keys => [.. Volatile.Read(ref keys).Values];

    public RingKey? Find(uint id) => Current is { } newest && newest.Id == id ? newest : Volatile.Read(ref keys).GetValueOrDefault(id);

    /// <summary>The ring for secrets at rest.</summary>
    public static Task<KeyRing> OfSecretsAsync(IStore store, byte[] masterKey, DateTimeOffset now) =>
        OpenAsync(store, masterKey, "secret-keys", now);

    /// <summary>The ring for session tokens.</summary>
    public static Task<KeyRing> OfSessionsAsync(IStore store, byte[] masterKey, DateTimeOffset now) =>
        OpenAsync(store, masterKey, "session-keys", now);

    /// <summary>Unwraps the stored ring, or creates it with a first key. If several nodes start at once, one of them creates it.</summary>
    /// <exception cref="StoreException">The ring was wrapped under another master key.</exception>
    static async Task<KeyRing> OpenAsync(IStore store, byte[] masterKey, string setting, DateTimeOffset now)
    {
        while (true)
        {
            if (await store.ReadSettingAsync(setting) is { } stored)
                return new KeyRing(store, masterKey, setting, Unwrap(stored, masterKey, setting)) { stored = stored };
            var ring = new KeyRing(store, masterKey, setting, [NewKey(1, now)]);
            ring.stored = ring.Wrap(ring.keys);
            if (await store.WriteSettingAsync(setting, null, ring.stored))
                return ring;
        }
    }

    /// <summary>
    /// Adds a key that seals from now on, and drops keys that were replaced before <paramref name="unusedSince"/>.
    /// </summary>
    public Task<RingKey> RotateAsync(DateTimeOffset now, DateTimeOffset unusedSince) =>
        ChangeAsync(before =>
        {
            var followed = before.Values.Zip(before.Values.Skip(1), (key, next) => (key.Id, Until: next.Created));
            return before
                .RemoveRange(followed.Where(key => key.Until < unusedSince).Select(key => key.Id))
                .Add(before.Keys.Last() + 1, NewKey(before.Keys.Last() + 1, now));
        });

    /// <summary>Removes a key, so that nothing it sealed can be opened any more. If it was the newest, a new key is added.</summary>
    /// <returns>False if the key does not exist.</returns>
    public async Task<bool> RevokeAsync(uint id, DateTimeOffset now)
    {
        var found = false;
        await ChangeAsync(before =>
        {
            found = before.ContainsKey(id);
            var next = id == before.Keys.Last() ? before.Add(id + 1, NewKey(id + 1, now)) : before;
            return next.Remove(id);
        });
        return found;
    }

    /// <summary>Name of the setting that stores the ring.</summary>
    public string Setting => setting;

    /// <summary>Reads the changes of other nodes.</summary>
    public async Task ReloadAsync()
    {
        await changing.WaitAsync();
        try
        {
            await TakeOverAsync();
            Volatile.Write(ref current, Newest);
        }
        finally
        {
            changing.Release();
        }
    }

    async Task TakeOverAsync()
    {
        stored = (await store.ReadSettingAsync(setting))!;
        Volatile.Write(ref keys, Unwrap(stored, masterKey, setting).ToImmutableSortedDictionary(key => key.Id, key => key));
    }

    public void Dispose() => changing.Dispose();

    RingKey Newest => keys.Values.Last();

    /// <summary>Stores a change before it is used, and keeps changes that other nodes stored in the meantime.</summary>
    async Task<RingKey> ChangeAsync(Func<ImmutableSortedDictionary<uint, RingKey>, ImmutableSortedDictionary<uint, RingKey>> change)
    {
        await changing.WaitAsync();
        try
        {
            while (true)
            {
                var next = change(keys);
                var wrapped = Wrap(next);
                if (await store.WriteSettingAsync(setting, stored, wrapped))
                {
                    stored = wrapped;
                    Volatile.Write(ref keys, next);
                    break;
                }
                // Another node changed the ring: read its keys, then repeat the change.
                await TakeOverAsync();
            }
            var newest = Newest;
            Volatile.Write(ref current, newest);
            return newest;
        }
        finally
        {
            changing.Release();
        }
    }

    static RingKey NewKey(uint id, DateTimeOffset now) =>
        new(id, DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()), RandomNumberGenerator.GetBytes(KeyLength));

    byte[] Wrap(ImmutableSortedDictionary<uint, RingKey> ring)
    {
        var wrapped = new byte[ring.Count * EntryLength];
        using var aes = new AesGcm(masterKey, TagLength);
        foreach (var (key, i) in ring.Values.Select((key, i) => (key, i)))
        {
            var entry = wrapped.AsSpan(i * EntryLength, EntryLength);
            BinaryPrimitives.WriteUInt32BigEndian(entry, key.Id);
            BinaryPrimitives.WriteInt64BigEndian(entry[IdLength..], key.Created.ToUnixTimeMilliseconds());
            var nonce = entry.Slice(HeadLength, NonceLength);
            RandomNumberGenerator.Fill(nonce);
            aes.Encrypt(
                nonce,
                key.Bytes,
                entry.Slice(HeadLength + NonceLength, KeyLength),
                entry[(EntryLength - TagLength)..],
                Bound(entry, setting)
            );
        }
        return wrapped;
    }

    static List<RingKey> Unwrap(byte[] stored, byte[] masterKey, string setting)
    {
        var keys = new List<RingKey>();
        using var aes = new AesGcm(masterKey, TagLength);
        try
        {
            for (var rest = stored.AsSpan(); rest.Length > 0; rest = rest[EntryLength..])
            {
                var bytes = new byte[KeyLength];
                aes.Decrypt(
                    rest.Slice(HeadLength, NonceLength),
                    rest.Slice(HeadLength + NonceLength, KeyLength),
                    rest.Slice(EntryLength - TagLength, TagLength),
                    bytes,
                    Bound(rest, setting)
                );
                keys.Add(
                    new RingKey(
                        BinaryPrimitives.ReadUInt32BigEndian(rest),
                        DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(rest[IdLength..])),
                        bytes
                    )
                );
            }
        }
        catch (Exception error) when (error is CryptographicException or ArgumentOutOfRangeException)
        {
            throw new StoreException(
                "The key file does not belong to this data folder: what it protects cannot be read with it. Put the right one back.",
                error
            );
        }
        return keys;
    }

    /// <summary>The data that an entry is authenticated with, so that entries cannot be exchanged: its id, its time, its ring.</summary>
    static byte[] Bound(ReadOnlySpan<byte> entry, string setting) => [.. entry[..HeadLength], .. Encoding.ASCII.GetBytes(setting)];
}

/// <summary>A key of a ring.</summary>
public sealed class RingKey(uint id, DateTimeOffset created, byte[] bytes)
{
    public uint Id => id;

    public DateTimeOffset Created => created;

    internal byte[] Bytes => bytes;

    /// <summary>
    /// Derives the key for a purpose. The ring key is uniformly random already, so the extracting step of HKDF is not needed
    /// (<see href="https://www.rfc-editor.org/rfc/rfc5869#section-3.3"/>).
    /// </summary>
    public void Expand(ReadOnlySpan<byte> purpose, Span<byte> output) => HKDF.Expand(HashAlgorithmName.SHA256, bytes, output, purpose);
}
