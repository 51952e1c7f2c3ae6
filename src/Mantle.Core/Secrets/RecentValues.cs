using System.Collections.Concurrent;

namespace Mantle.Core.Secrets;

/// <summary>
/// A bounded cache of recently used values in two generations. When the younger one is full, the older one is dropped. A used value
/// moves back into the younger one.
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
