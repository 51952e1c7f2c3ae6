using System.Numerics;

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

    /// <param name="pooled">Puts a text into the policy's pool and says where it is.</param>
    public ActionIndex Build(Func<string, int> pooled)
    {
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
        for (var i = 0; i < buckets.Count; i++)
        {
            var slot = buckets[i].Hash & (slots.Length - 1);
            while (slots[slot] != 0)
                slot = (slot + 1) & (slots.Length - 1);
            slots[slot] = i + 1;
        }
        return new ActionIndex(slots, [.. buckets], [.. entries], lengths);

        void AddBucket(int hash, string key, List<IndexEntry> list)
        {
            buckets.Add(new IndexBucket(hash, new Slice(pooled(key), key.Length), new Slice(entries.Count, list.Count)));
            entries.AddRange(list);
        }
    }
}
