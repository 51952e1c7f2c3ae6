using System.Collections.Concurrent;

namespace Mantle.Core.Storage;

/// <summary>
/// A bounded cache of owners of recently used names; a name takes some 200 bytes. Two generations: when the younger one is full, the
/// older one is dropped; a used name moves back into the younger one. Names without an owner are not cached.
/// </summary>
/// <param name="capacity">Maximum names in a generation.</param>
sealed class NameCache(int capacity)
{
    readonly Lock writing = new();
    ConcurrentDictionary<(string Kind, string Name), AccountId> young = new(),
        old = new();
    long changes;
    int added;

    /// <summary>Number of names in memory.</summary>
    public int Count => young.Count + old.Count;

    /// <summary>Counts claimed, released and dropped names. An owner that was read before the last of them may be outdated.</summary>
    public long Changes => Interlocked.Read(ref changes);

    /// <summary>The owner; null if it is not in memory.</summary>
    public AccountId? Find(string kind, string name)
    {
        if (Volatile.Read(ref young).TryGetValue((kind, name), out var owner))
            return owner;
        var seen = Changes;
        if (!Volatile.Read(ref old).TryGetValue((kind, name), out owner))
            return null;
        Add(kind, name, owner, seen);
        return owner;
    }

    /// <summary>
    /// Adds an owner that was read when <see cref="Changes"/> was <paramref name="seen"/>, unless something changed since.
    /// </summary>
    public void Add(string kind, string name, AccountId owner, long seen)
    {
        lock (writing)
            if (changes == seen)
                Put(kind, name, owner);
    }

    /// <summary>Applies a commit of this node.</summary>
    public void Apply(IReadOnlyList<NameChange> names)
    {
        if (names.Count == 0)
            return;
        lock (writing)
        {
            Interlocked.Increment(ref changes);
            foreach (var name in names)
                if (name.IsClaim)
                    Put(name.Kind, name.Name, name.AccountId);
                else
                    Remove(name.Kind, name.Name);
        }
    }

    /// <summary>Drops names whose owner may have changed. A claim by the owner that is already known changes nothing.</summary>
    public void Follow(IReadOnlyList<NameChange> names)
    {
        lock (writing)
        {
            Interlocked.Increment(ref changes);
            foreach (var name in names)
                if (!name.IsClaim || Find(name.Kind, name.Name) != name.AccountId)
                    Remove(name.Kind, name.Name);
        }
    }

    void Put(string kind, string name, AccountId owner)
    {
        young[(kind, name)] = owner;
        if (++added < capacity)
            return;
        added = 0;
        Volatile.Write(ref old, young);
        Volatile.Write(ref young, new());
    }

    void Remove(string kind, string name)
    {
        old.TryRemove((kind, name), out _);
        young.TryRemove((kind, name), out _);
    }
}
