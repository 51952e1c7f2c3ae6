using System.Buffers;
using System.Text;
using Mantle.Core.Audit;
using Mantle.Core.Storage;

namespace Mantle.Storage.Sqlite.Trails;

/// <summary>Compares events with a query.</summary>
sealed class TrailMatch(TrailQuery query)
{
    /// <summary>Characters that JSON never escapes.</summary>
    static readonly SearchValues<char> Plain = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 -_.:/@,=*()[]{}#$%^!?;|~"
    );

    readonly long from = query.From?.ToUnixTimeSeconds() ?? long.MinValue,
        to = query.To?.ToUnixTimeSeconds() ?? long.MaxValue;

    /// <summary>Texts that every event with what the query asks for contains.</summary>
    readonly byte[][] texts =
    [
        .. query
            .Where.Where(condition =>
                condition.Attribute is not (TrailAttribute.ResourceType or TrailAttribute.Denied)
                && !condition.Value.AsSpan().ContainsAnyExcept(Plain)
            )
            .Select(condition => Encoding.UTF8.GetBytes(condition.Value)),
    ];

    public TrailQuery Query => query;

    /// <summary>Whether the segment is of an account that the query asks for.</summary>
    public bool IsOf(TrailSegment segment) => query.Account is null || query.Account == segment.AccountId;

    /// <summary>
    /// Whether a segment can have events that match. The times of segments have milliseconds, those of events do not.
    /// </summary>
    public bool CanHave(TrailSegment segment) =>
        IsOf(segment) && segment.Last.ToUnixTimeSeconds() >= from && segment.First.ToUnixTimeSeconds() <= to;

    /// <summary>Whether a chunk can have events that match.</summary>
    public bool CanHave(ChunkInfo chunk) => chunk.Latest >= from && chunk.Earliest <= to;

    /// <summary>Whether an event is within the query's time and has what it asks for. The account is not compared.</summary>
    public bool Has(TrailSegment segment, ReadOnlySpan<byte> line)
    {
        if (query is { From: null, To: null, Where.Count: 0 })
            return true;
        foreach (var text in texts)
            if (line.IndexOf(text) < 0)
                return false;
        var facts = EventFacts.Of(line);
        var second = (facts.Time ?? segment.First).ToUnixTimeSeconds();
        if (second < from || second > to)
            return false;
        foreach (var condition in query.Where)
            if (!facts.Has(condition))
                return false;
        return true;
    }

    /// <summary>The hashes that every event that matches has in the index.</summary>
    public List<uint> Hashes()
    {
        var account = query.Account is { } id ? EventHash.NumberOf(id) : 0;
        var hashes = new List<uint>();
        var isInAccount = account == 0;
        foreach (var condition in query.Where)
        {
            var (attribute, value) = (EventHash.Indexed(condition.Attribute), Encoding.UTF8.GetBytes(condition.Value));
            if (account != 0 && EventHash.IsByAccount(attribute, value))
            {
                hashes.Add(EventHash.Of(account, attribute, value));
                isInAccount = true;
            }
            else if (EventHash.IsAmongAll(attribute))
                hashes.Add(EventHash.Of(0, attribute, value));
        }
        if (!isInAccount)
            hashes.Add(EventHash.OfAccount(account));
        return hashes;
    }
}
