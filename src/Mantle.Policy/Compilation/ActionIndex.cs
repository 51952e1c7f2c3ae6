namespace Mantle.Policy;

[Flags]
enum EntryFlags : ushort
{
    None = 0,
    Deny = 1,

    /// <summary>The statement's own action patterns must be matched too.</summary>
    CheckActions = 2,

    /// <summary><see cref="IndexEntry.Probe"/> must be found in the resource.</summary>
    HasProbe = 4,
}

/// <summary>A statement that an action may concern.</summary>
/// <param name="Statement">Its number; in the index of several policies with the policy's number above it.</param>
/// <param name="ProbeEnd">Where in the resource the probe ends.</param>
/// <param name="Flags">What else is known of it.</param>
/// <param name="Probe">The last four literal characters that all its resource patterns share: most statements fail here, at the cost of one comparison.</param>
readonly record struct IndexEntry(int Statement, ushort ProbeEnd, EntryFlags Flags, ulong Probe)
{
    const int StatementBits = 20;

    public int Policy => Statement >> StatementBits;

    public int StatementInPolicy => Statement & ((1 << StatementBits) - 1);

    public IndexEntry In(int policy) => this with { Statement = Statement | (policy << StatementBits) };
}

/// <summary>Statements by the literal text their action patterns begin with, or are.</summary>
/// <param name="Hash">Of the text; texts of whole actions and of prefixes hash apart.</param>
/// <param name="Key">The text among the index's keys, in lower case.</param>
/// <param name="Entries">The statements.</param>
readonly record struct IndexBucket(int Hash, Slice Key, Slice Entries);

/// <summary>Finds the statements that an action may concern.</summary>
/// <remarks>
/// An open-addressing table of buckets. An action is looked up once as a whole, and once for each length of literal
/// prefix (<c>s3:get</c> of <c>s3:Get*</c>, nothing of <c>*</c>) that occurs. A bit per hash, in a filter that stays in
/// the nearest cache, answers most of those look-ups.
/// </remarks>
sealed class ActionIndex(string keys, int[] slots, ulong[] filter, IndexBucket[] buckets, IndexEntry[] entries, ulong prefixLengths)
{
    /// <summary>A bit for each prefix length that occurs.</summary>
    public ulong PrefixLengths => prefixLengths;

    public ReadOnlySpan<IndexBucket> Buckets => buckets;

    public string KeyOf(in IndexBucket bucket) => keys.Substring(bucket.Key.Start, bucket.Key.Count);

    public bool IsPrefix(in IndexBucket bucket) => bucket.Hash == PatternHash.OfPrefix(keys.AsSpan(bucket.Key.Start, bucket.Key.Count));

    public ReadOnlySpan<IndexEntry> EntriesOf(in IndexBucket bucket) => entries.AsSpan(bucket.Entries.Start, bucket.Entries.Count);

    public ReadOnlySpan<IndexEntry> FindWhole(ActionText action) =>
        MayContain(action.Hash) ? Find(action.Hash, action.Lower) : default;

    public ReadOnlySpan<IndexEntry> FindPrefix(ActionText action, int length)
    {
        var hash = action.PrefixHashes[length];
        return MayContain(hash) ? Find(hash, action.Lower.AsSpan(0, length)) : default;
    }

    bool MayContain(int hash)
    {
        var bit = FilterBit(hash);
        return (filter[(bit >> 6) & (filter.Length - 1)] & (1UL << (bit & 63))) != 0;
    }

    public static int FilterBit(int hash) => (int)((uint)hash * 2654435769u >> 8);

    ReadOnlySpan<IndexEntry> Find(int hash, ReadOnlySpan<char> text)
    {
        var mask = slots.Length - 1;
        for (var slot = hash & mask; slots[slot] != 0; slot = (slot + 1) & mask)
        {
            ref readonly var bucket = ref buckets[slots[slot] - 1];
            if (bucket.Hash == hash && text.SequenceEqual(keys.AsSpan(bucket.Key.Start, bucket.Key.Count)))
                return entries.AsSpan(bucket.Entries.Start, bucket.Entries.Count);
        }
        return default;
    }
}
