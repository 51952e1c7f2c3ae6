using System.Numerics;
using System.Text;

namespace Mantle.Policy;

/// <summary>Collects the statements of each action pattern and lays them out as an <see cref="ActionIndex"/>.</summary>
sealed class ActionIndexBuilder
{
    readonly Dictionary<string, List<IndexEntry>> whole = new(StringComparer.Ordinal);
    readonly Dictionary<string, List<IndexEntry>> prefixes = new(StringComparer.Ordinal);

    public void AddWhole(string action, IndexEntry entry) => Add(whole, action, entry);

    public void AddPrefix(string prefix, IndexEntry entry) => Add(prefixes, prefix, entry);

    static void Add(Dictionary<string, List<IndexEntry>> lists, string key, IndexEntry entry)
    {
        if (!lists.TryGetValue(key, out var list))
            lists.Add(key, list = []);
        // The same action twice in one statement.
        if (list.Count == 0 || list[^1] != entry)
            list.Add(entry);
    }

    /// <summary>Adds all statements of another index as those of a policy with this number.</summary>
    public void AddAll(ActionIndex index, int policy)
    {
        foreach (ref readonly var bucket in index.Buckets)
        {
            var lists = index.IsPrefix(in bucket) ? prefixes : whole;
            foreach (ref readonly var entry in index.EntriesOf(in bucket))
                Add(lists, index.KeyOf(in bucket), entry.In(policy));
        }
    }

    public ActionIndex Build()
    {
        var keys = new StringBuilder();
        var buckets = new List<IndexBucket>(whole.Count + prefixes.Count);
        var entries = new List<IndexEntry>();
        var lengths = 0UL;
        foreach (var (key, list) in whole)
            AddBucket(PatternHash.Of(key), key, list);
        foreach (var (key, list) in prefixes)
        {
            AddBucket(PatternHash.OfPrefix(key), key, list);
            lengths |= 1UL << key.Length;
        }

        var slots = new int[BitOperations.RoundUpToPowerOf2((uint)(buckets.Count + (buckets.Count / 2) + 1))];
        var filter = new ulong[BitOperations.RoundUpToPowerOf2((uint)((buckets.Count / 4) + 1))];
        for (var i = 0; i < buckets.Count; i++)
        {
            var slot = buckets[i].Hash & (slots.Length - 1);
            while (slots[slot] != 0)
                slot = (slot + 1) & (slots.Length - 1);
            slots[slot] = i + 1;
            var bit = ActionIndex.FilterBit(buckets[i].Hash);
            filter[(bit >> 6) & (filter.Length - 1)] |= 1UL << (bit & 63);
        }
        return new ActionIndex(keys.ToString(), slots, filter, [.. buckets], [.. entries], lengths);

        void AddBucket(int hash, string key, List<IndexEntry> list)
        {
            buckets.Add(new IndexBucket(hash, new Slice(keys.Length, key.Length), new Slice(entries.Count, list.Count)));
            keys.Append(key);
            entries.AddRange(list);
        }
    }
}
