namespace Mantle.Core.Storage;

/// <summary>One event of an account: a CloudTrail record as one line of JSON (UTF-8). It contains no secrets.</summary>
public sealed record AuditRecord(AccountId AccountId, DateTimeOffset Time, ReadOnlyMemory<byte> Json)
{
    /// <summary>The event of the same call for another account's trail, recorded together with this one; null if there is none.</summary>
    public AuditRecord? Shared { get; init; }

    /// <summary>This event and those recorded together with it.</summary>
    public IEnumerable<AuditRecord> WithShared()
    {
        for (var record = this; record is not null; record = record.Shared)
            yield return record;
    }
}

/// <summary>Events of one account that are written together, one JSON record in each line. The trail stores segments.</summary>
/// <param name="Number">Its number in the outbox; 0 if it was not in the outbox.</param>
public sealed record TrailSegment(long Number, AccountId AccountId, DateTimeOffset First, DateTimeOffset Last, int Count, byte[] Lines)
{
    /// <summary>Longest lines of a segment, in bytes; a single event may be longer. Whoever looks for an event reads its segment.</summary>
    const int LongestLines = 128 << 10;

    /// <summary>Groups records and those that they share into segments of one account each, in order.</summary>
    public static List<TrailSegment> Gather(IEnumerable<AuditRecord> records)
    {
        var segments = new List<TrailSegment>();
        foreach (var group in records.SelectMany(record => record.WithShared()).GroupBy(record => record.AccountId))
        {
            var (events, length) = (new List<AuditRecord>(), 0);
            foreach (var record in group)
            {
                if (events.Count > 0 && length + record.Json.Length >= LongestLines)
                {
                    segments.Add(Join(group.Key, events, length));
                    (events, length) = ([], 0);
                }
                events.Add(record);
                length += record.Json.Length + 1;
            }
            segments.Add(Join(group.Key, events, length));
        }
        return segments;
    }

    static TrailSegment Join(AccountId accountId, List<AuditRecord> events, int length)
    {
        var lines = new byte[length];
        var written = 0;
        foreach (var record in events)
        {
            record.Json.Span.CopyTo(lines.AsSpan(written));
            written += record.Json.Length;
            lines[written++] = (byte)'\n';
        }
        return new TrailSegment(0, accountId, events.Min(record => record.Time), events.Max(record => record.Time), events.Count, lines);
    }
}
