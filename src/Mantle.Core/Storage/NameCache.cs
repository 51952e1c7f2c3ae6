using System.Collections.Concurrent;

namespace Mantle.Core.Storage;

/// <summary>
/// Owners of names that were used lately, in bounded memory: a name takes some 200 bytes. Two generations: when the younger is full the
/// older is dropped, and what is still used moves back into the younger. A name without an owner is never in here.
/// </summary>
/// <param name="capacity">How many names a generation holds.</param>
sealed class NameCache(int capacity)
{
    readonly Lock writing = new();
    ConcurrentDictionary<(string Kind, string Name), string> young = new(),
        old = new();
    long changes;
    int added;

    /// <summary>How many names are in memory.</summary>
    public int Count => young.Count + old.Count;

    /// <summary>Counts what was claimed, released and dropped: an owner that was read before the last of it may be the wrong one.</summary>
    public long Changes => Interlocked.Read(ref changes);

    /// <summary>The owner; null where it is not in memory.</summary>
    public string? Find(string kind, string name)
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
    /// Keeps an owner that was read while <see cref="Changes"/> was at <paramref name="seen"/>, unless something changed since.
    /// </summary>
    public void Add(string kind, string name, string owner, long seen)
    {
        lock (writing)
            if (changes == seen)
                Put(kind, name, owner);
    }

    /// <summary>Takes over what a commit of this node did.</summary>
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

    /// <summary>Drops names whose owner may be another one now. A claim by the owner that is known already says nothing new.</summary>
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

    void Put(string kind, string name, string owner)
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
