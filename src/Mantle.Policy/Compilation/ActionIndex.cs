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
/// <param name="Statement">Its number.</param>
/// <param name="ProbeEnd">Where in the resource the probe ends.</param>
/// <param name="Flags">What else is known of it.</param>
/// <param name="Probe">The last four literal characters that all its resource patterns share: most statements fail here, at the cost of one comparison.</param>
readonly record struct IndexEntry(int Statement, ushort ProbeEnd, EntryFlags Flags, ulong Probe);

/// <summary>Statements by the literal text their action patterns begin with, or are.</summary>
/// <param name="Hash">Of the text; texts of whole actions and of prefixes hash apart.</param>
/// <param name="Key">The text in the pool, in lower case.</param>
/// <param name="Entries">The statements.</param>
readonly record struct IndexBucket(int Hash, Slice Key, Slice Entries);

/// <summary>Finds the statements of a policy that an action may concern.</summary>
/// <remarks>
/// An open-addressing table of buckets. An action is looked up once as a whole, and once for each length of literal
/// prefix (<c>s3:get</c> of <c>s3:Get*</c>, nothing of <c>*</c>) that occurs in the policy.
/// </remarks>
sealed class ActionIndex(int[] slots, IndexBucket[] buckets, IndexEntry[] entries, ulong prefixLengths)
{
    /// <summary>A bit for each prefix length that occurs.</summary>
    public ulong PrefixLengths => prefixLengths;

    public ReadOnlySpan<IndexEntry> FindWhole(ReadOnlySpan<char> pool, ActionText action) => Find(pool, action.Hash, action.Lower);

    public ReadOnlySpan<IndexEntry> FindPrefix(ReadOnlySpan<char> pool, ActionText action, int length) =>
        Find(pool, action.PrefixHashes[length], action.Lower.AsSpan(0, length));

    ReadOnlySpan<IndexEntry> Find(ReadOnlySpan<char> pool, int hash, ReadOnlySpan<char> text)
    {
        var mask = slots.Length - 1;
        for (var slot = hash & mask; slots[slot] != 0; slot = (slot + 1) & mask)
        {
            ref readonly var bucket = ref buckets[slots[slot] - 1];
            if (bucket.Hash == hash && text.SequenceEqual(pool.Slice(bucket.Key.Start, bucket.Key.Count)))
                return entries.AsSpan(bucket.Entries.Start, bucket.Entries.Count);
        }
        return default;
    }
}
