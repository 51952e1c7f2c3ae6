using System.Collections.Concurrent;

namespace Mantle.Core.Secrets;

/// <summary>
/// A bounded cache of recently used values. Two generations: when the younger is full the older is dropped, and what is still
/// used moves back into the younger.
/// </summary>
public sealed class RecentValues<TKey, TValue>(int capacity, IEqualityComparer<TKey> comparer)
    where TKey : notnull
    where TValue : class
{
    ConcurrentDictionary<TKey, TValue> young = new(comparer),
        old = new(comparer);
    int added;

    public bool TryGet(TKey key, out TValue? value)
    {
        if (young.TryGetValue(key, out value))
            return true;
        if (!old.TryGetValue(key, out value))
            return false;
        Add(key, value);
        return true;
    }

    public void Add(TKey key, TValue value)
    {
        if (!young.TryAdd(key, value) || Interlocked.Increment(ref added) < capacity / 2)
            return;
        Volatile.Write(ref added, 0);
        old = Interlocked.Exchange(ref young, new(comparer));
    }
}
