using System.Numerics;

namespace Mantle.Policy;

/// <summary>
/// A bit filter of a table's hashes, about sixteen bits for each. It rejects most absent hashes and fits the L1 cache.
/// </summary>
static class HashFilter
{
    static readonly ulong[] Empty = [0];

    public static ulong[] Build(IEnumerable<int> hashes, int count)
    {
        if (count == 0)
            return Empty;
        var filter = new ulong[BitOperations.RoundUpToPowerOf2((uint)((count / 4) + 1))];
        foreach (var hash in hashes)
            filter[Word(filter, hash)] |= Bit(hash);
        return filter;
    }

    public static bool MayContain(ulong[] filter, int hash) => (filter[Word(filter, hash)] & Bit(hash)) != 0;

    static int Word(ulong[] filter, int hash) => (int)((uint)hash * 2654435769u >> 7) & (filter.Length - 1);

    static ulong Bit(int hash) => 1UL << (hash & 63);
}
