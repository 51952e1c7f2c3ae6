using System.Runtime.CompilerServices;

namespace Mantle.Policy;

/// <summary>Finds the statements that may match an action on a resource.</summary>
/// <remarks>
/// A hash table of buckets with open addressing. An action is looked up once as a whole, and once for each length of literal prefix that
/// occurs (<c>s3:get</c> of <c>s3:Get*</c>, nothing of <c>*</c>). A filter with one bit per hash, small enough for the L1 cache, answers
/// most of those look-ups. In a bucket of many statements a second table finds those whose resources have the same beginning as the
/// request's.
/// </remarks>
sealed class ActionIndex
{
    public required string Keys { get; init; }

    public required int[] Slots { get; init; }

    public required ulong[] Filter { get; init; }

    public required IndexBucket[] Buckets { get; init; }

    public required IndexEntry[] Entries { get; init; }

    public required ushort[] TailEnds { get; init; }

    /// <summary>For each bucket, tail end and tail: the first entry that has them, one-based.</summary>
    public required int[] TailSlots { get; init; }

    public required ulong[] TailFilter { get; init; }

    /// <summary>One bit for each prefix length that occurs.</summary>
    public required ulong PrefixLengths { get; init; }

    /// <summary>The bucket of a whole action; -1 if there is none.</summary>
    public int FindWhole(ActionText action) => MayContain(action.Hash) ? Find(action.Hash, action.Lower) : -1;

    /// <summary>The bucket of a prefix of the action; -1 if there is none.</summary>
    public int FindPrefix(ActionText action, int length)
    {
        var hash = action.PrefixHashes[length];
        return MayContain(hash) ? Find(hash, action.Lower.AsSpan(0, length)) : -1;
    }

    bool MayContain(int hash) => HashFilter.MayContain(Filter, hash);

    int Find(int hash, ReadOnlySpan<char> text)
    {
        var mask = Slots.Length - 1;
        for (var slot = hash & mask; Slots[slot] != 0; slot = (slot + 1) & mask)
        {
            ref readonly var bucket = ref Buckets[Slots[slot] - 1];
            if (bucket.Hash == hash && text.SequenceEqual(Keys.AsSpan(bucket.Key.Start, bucket.Key.Count)))
                return Slots[slot] - 1;
        }
        return -1;
    }

    public static int TailHash(ulong tail, int bucket, ushort tailEnd) =>
        (int)((tail ^ ((ulong)(uint)bucket << 16) ^ tailEnd) * 0x9E3779B97F4A7C15 >> 33);

    /// <summary>The statements of a bucket whose resources have a tail.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<IndexEntry> FindTail(int number, in IndexBucket bucket, ushort tailEnd, ulong tail)
    {
        var hash = TailHash(tail, number, tailEnd);
        if (!HashFilter.MayContain(TailFilter, hash))
            return default;
        var mask = TailSlots.Length - 1;
        for (var slot = hash & mask; TailSlots[slot] != 0; slot = (slot + 1) & mask)
        {
            var first = TailSlots[slot] - 1;
            var left = bucket.Entries.Start + bucket.Entries.Count - first;
            if (first < bucket.Entries.Start || left <= 0 || !Entries[first].HasTail(tailEnd, tail))
                continue;
            var count = 1;
            while (count < left && Entries[first + count].HasTail(tailEnd, tail))
                count++;
            return Entries.AsSpan(first, count);
        }
        return default;
    }
}
