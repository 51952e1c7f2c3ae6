using System.Numerics;
using System.Text;

namespace Mantle.Policy;

/// <summary>Collects the statements of each action pattern and builds an <see cref="ActionIndex"/>.</summary>
sealed class ActionIndexBuilder
{
    /// <summary>Up to this size a bucket is faster to scan than to look up.</summary>
    const int MaxScanned = 12;

    static readonly int[] NoSlots = [0];

    readonly Dictionary<string, List<IndexEntry>> whole = new(StringComparer.Ordinal);
    readonly Dictionary<string, List<IndexEntry>> prefixes = new(StringComparer.Ordinal);

    readonly StringBuilder keys = new();
    readonly List<IndexBucket> buckets = [];
    readonly List<IndexEntry> entries = [];
    readonly List<ushort> tailEnds = [];
    readonly List<(int Bucket, int Entry)> tailGroups = [];

    public void AddWhole(string action, IndexEntry entry) => Add(whole, action, entry);

    public void AddPrefix(string prefix, IndexEntry entry) => Add(prefixes, prefix, entry);

    static void Add(Dictionary<string, List<IndexEntry>> lists, string key, IndexEntry entry)
    {
        if (!lists.TryGetValue(key, out var list))
            lists.Add(key, list = []);
        // A statement may contain the same action twice.
        if (list.Count == 0 || list[^1] != entry)
            list.Add(entry);
    }

    /// <summary>
    /// Adds the statements of another index under a policy number: those that deny, those that allow, or both.
    /// </summary>
    public void AddAll(ActionIndex index, int policy, bool denies = true, bool allows = true)
    {
        foreach (ref readonly var bucket in index.Buckets.AsSpan())
        {
            var key = index.Keys.Substring(bucket.Key.Start, bucket.Key.Count);
            var lists = bucket.Hash == PatternHash.OfPrefix(key) ? prefixes : whole;
            foreach (ref readonly var entry in index.Entries.AsSpan(bucket.Entries.Start, bucket.Entries.Count))
                if ((entry.Flags & EntryFlags.Deny) != 0 ? denies : allows)
                    Add(lists, key, entry.In(policy));
        }
    }

    public ActionIndex Build()
    {
        var lengths = 0UL;
        foreach (var (key, list) in whole)
            AddBucket(PatternHash.Of(key), key, list);
        foreach (var (key, list) in prefixes)
        {
            AddBucket(PatternHash.OfPrefix(key), key, list);
            lengths |= 1UL << key.Length;
        }

        var tailHashes = tailGroups.ConvertAll(g => ActionIndex.TailHash(entries[g.Entry].Tail, g.Bucket, entries[g.Entry].TailEnd));
        return new ActionIndex
        {
            Keys = keys.ToString(),
            Slots = Table(buckets.Count, i => buckets[i].Hash, i => i),
            Filter = HashFilter.Build(buckets.Select(b => b.Hash), buckets.Count),
            Buckets = [.. buckets],
            Entries = [.. entries],
            TailEnds = [.. tailEnds],
            TailSlots = Table(tailGroups.Count, i => tailHashes[i], i => tailGroups[i].Entry),
            TailFilter = HashFilter.Build(tailHashes, tailHashes.Count),
            PrefixLengths = lengths,
        };
    }

    void AddBucket(int hash, string key, List<IndexEntry> list)
    {
        var start = entries.Count;
        // A stable sort, so that statements with equal tails keep their order.
        var ordered = list.OrderBy(e => e.TailEnd).ThenBy(e => e.Tail).ToList();
        var scanned = ordered.Count;
        var endsStart = tailEnds.Count;
        var withoutTail = ordered.TakeWhile(e => e.TailEnd == 0).Count();
        var ends = ordered.Skip(withoutTail).Select(e => e.TailEnd).Distinct().ToList();
        if (ordered.Count - withoutTail > Math.Max(MaxScanned, 2 * ends.Count))
        {
            scanned = withoutTail;
            tailEnds.AddRange(ends);
            for (var i = withoutTail; i < ordered.Count; )
            {
                var first = ordered[i];
                var count = ordered.Skip(i).TakeWhile(e => e.TailEnd == first.TailEnd && e.Tail == first.Tail).Count();
                tailGroups.Add((buckets.Count, start + i));
                i += count;
            }
        }
        entries.AddRange(ordered);
        buckets.Add(
            new IndexBucket(
                hash,
                new Slice(keys.Length, key.Length),
                new Slice(start, ordered.Count),
                scanned,
                new Slice(endsStart, tailEnds.Count - endsStart)
            )
        );
        keys.Append(key);
    }

    /// <summary>A hash table of numbers with open addressing, one-based, at most two thirds full.</summary>
    static int[] Table(int count, Func<int, int> hash, Func<int, int> number)
    {
        if (count == 0)
            return NoSlots;
        var slots = new int[BitOperations.RoundUpToPowerOf2((uint)(count + (count / 2) + 1))];
        for (var i = 0; i < count; i++)
        {
            var slot = hash(i) & (slots.Length - 1);
            while (slots[slot] != 0)
                slot = (slot + 1) & (slots.Length - 1);
            slots[slot] = number(i) + 1;
        }
        return slots;
    }
}
