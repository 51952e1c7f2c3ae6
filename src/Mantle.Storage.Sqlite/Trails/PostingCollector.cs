using Mantle.Core.Audit;
using Mantle.Core.Storage;

namespace Mantle.Storage.Sqlite.Trails;

/// <summary>Collects the postings of events: under which hashes the index finds which event.</summary>
sealed class PostingCollector : IEventAttributes
{
    readonly List<ulong> postings = [];
    ulong[] sorted = [],
        spare = [];
    ulong account;
    uint number;

    /// <summary>Forgets the events of the run before.</summary>
    public void Clear() => postings.Clear();

    /// <summary>Adds an event.</summary>
    /// <param name="accountId">The account in whose trail it is.</param>
    /// <param name="offset">How many events of the run come before it.</param>
    /// <param name="line">The record.</param>
    /// <returns>Its time in seconds since 1970; null if the record has none.</returns>
    public long? Add(AccountId accountId, int offset, ReadOnlySpan<byte> line)
    {
        account = EventHash.NumberOf(accountId);
        number = (uint)offset;
        Post(EventHash.OfAccount(account));
        var self = this;
        return EventReader.Read(line, ref self);
    }

    /// <summary>The postings, each once, by hash and then from the newest event to the oldest.</summary>
    public IEnumerable<(uint Hash, uint Offset)> Sorted()
    {
        var last = ulong.MaxValue;
        Sort();
        for (var i = 0; i < postings.Count; i++)
        {
            var posting = sorted[i];
            if (posting != last)
                yield return ((uint)(posting >> 32), (uint)posting);
            last = posting;
        }
    }

    /// <summary>
    /// Sorts by hash, in three passes of eleven bits. Passes keep the order of equals, so events that are in descending order stay so.
    /// </summary>
    void Sort()
    {
        var count = postings.Count;
        if (sorted.Length < count)
            (sorted, spare) = (new ulong[2 * count], new ulong[2 * count]);
        for (var i = 0; i < count; i++)
            sorted[i] = postings[count - 1 - i];
        Span<int> starts = stackalloc int[Radix + 1];
        for (var shift = 32; shift < 64; shift += RadixBits)
        {
            starts.Clear();
            for (var i = 0; i < count; i++)
                starts[(int)(sorted[i] >> shift & (Radix - 1)) + 1]++;
            for (var i = 1; i <= Radix; i++)
                starts[i] += starts[i - 1];
            for (var i = 0; i < count; i++)
                spare[starts[(int)(sorted[i] >> shift & (Radix - 1))]++] = sorted[i];
            (sorted, spare) = (spare, sorted);
        }
    }

    const int RadixBits = 11,
        Radix = 1 << RadixBits;

    void Post(uint hash) => postings.Add(((ulong)hash << 32) | number);

    void IEventAttributes.Add(TrailAttribute attribute, ReadOnlySpan<byte> value)
    {
        if (EventHash.Indexed(attribute) != attribute)
            return;
        if (EventHash.IsByAccount(attribute, value))
            Post(EventHash.Of(account, attribute, value));
        if (EventHash.IsAmongAll(attribute))
            Post(EventHash.Of(0, attribute, value));
    }

    void IEventAttributes.AddResource(ReadOnlySpan<byte> type, ReadOnlySpan<byte> name)
    {
        IEventAttributes self = this;
        if (!type.IsEmpty)
            self.Add(TrailAttribute.ResourceType, type);
        self.Add(TrailAttribute.ResourceName, name);
    }
}
