using System.Collections.Concurrent;

namespace Mantle.SigV4;

/// <summary>
/// Caches derived signing keys, so that verifying a request costs one HMAC instead of five. Bounded and thread-safe.
/// </summary>
/// <remarks>
/// It has two generations: a used key moves into the younger one; the older one is dropped. Entries need no removal: a changed secret
/// has another stamp, and yesterday's keys are no longer used and drop out.
/// </remarks>
public sealed class SigningKeyCache
{
    readonly int generationSize;
    Generation current;

    /// <summary>
    /// Creates a cache of at most <paramref name="capacity"/> keys. Each takes about 2 KiB, with the native HMAC that it keeps.
    /// </summary>
    public SigningKeyCache(int capacity = 20_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 2);
        generationSize = capacity / 2;
        current = new(new(), new());
    }

    /// <summary>Number of cached keys.</summary>
    public int Count => current.Young.Count + current.Old.Count;

    /// <summary>Finds the key of an access key and scope.</summary>
    /// <param name="accessKeyId">The access key id.</param>
    /// <param name="scope">Day, region and service.</param>
    /// <param name="secretStamp">A value that changes when the secret changes, for example the version of the key's record.</param>
    /// <param name="key">The key, if it is cached.</param>
    public bool TryGet(
        string accessKeyId,
        CredentialScope scope,
        long secretStamp,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out SigningKey? key
    )
    {
        var id = new Id(accessKeyId, scope, secretStamp);
        var generation = current;
        if (generation.Young.TryGetValue(id, out key))
            return true;
        if (!generation.Old.TryGetValue(id, out key))
            return false;
        Add(id, key);
        return true;
    }

    /// <summary>Finds the key, or derives and caches it.</summary>
    public SigningKey GetOrDerive(string accessKeyId, CredentialScope scope, long secretStamp, ReadOnlySpan<char> secretAccessKey)
    {
        if (TryGet(accessKeyId, scope, secretStamp, out var key))
            return key;
        key = SigningKey.Derive(secretAccessKey, scope);
        Add(new Id(accessKeyId, scope, secretStamp), key);
        return key;
    }

    void Add(Id id, SigningKey key)
    {
        var generation = current;
        // Two threads may both find it full. One of them swaps the generations; the other adds its key to the new generation.
        if (generation.Young.Count >= generationSize)
        {
            var next = new Generation(new(), generation.Young);
            var seen = Interlocked.CompareExchange(ref current, next, generation);
            generation = seen == generation ? next : seen;
        }
        generation.Young[id] = key;
    }

    sealed record Generation(ConcurrentDictionary<Id, SigningKey> Young, ConcurrentDictionary<Id, SigningKey> Old);

    readonly record struct Id(string AccessKeyId, CredentialScope Scope, long SecretStamp);
}
