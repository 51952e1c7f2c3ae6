using Mantle.Core.Audit;
using Mantle.Core.Storage;

namespace Mantle.Storage.Sqlite;

/// <summary>Compares events with a query.</summary>
static class TrailMatch
{
    /// <summary>Whether an event is within the query's time and has what it asks for. The account is not compared.</summary>
    public static bool Has(TrailQuery query, DateTimeOffset recorded, ReadOnlySpan<byte> line)
    {
        if (query is { From: null, To: null, Where.Count: 0 })
            return true;
        var facts = EventFacts.Of(line);
        var second = (facts.Time ?? recorded).ToUnixTimeSeconds();
        if (second < query.From?.ToUnixTimeSeconds() || second > query.To?.ToUnixTimeSeconds())
            return false;
        foreach (var condition in query.Where)
            if (!facts.Has(condition))
                return false;
        return true;
    }
}
