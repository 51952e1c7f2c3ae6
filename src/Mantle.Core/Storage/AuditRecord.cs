namespace Mantle.Core.Storage;

/// <summary>One event of an account: a CloudTrail record as one line of JSON (UTF-8). It contains no secrets.</summary>
public sealed record AuditRecord(AccountId AccountId, DateTimeOffset Time, ReadOnlyMemory<byte> Json);

/// <summary>Events of one account that are written together, one JSON record in each line. The trail stores segments.</summary>
/// <param name="Number">Its number in the outbox; 0 if it was not in the outbox.</param>
public sealed record TrailSegment(long Number, AccountId AccountId, DateTimeOffset First, DateTimeOffset Last, int Count, byte[] Lines)
{
    /// <summary>Groups records into one segment for each account, in order.</summary>
    public static List<TrailSegment> Gather(IEnumerable<AuditRecord> records)
    {
        var segments = new List<TrailSegment>();
        foreach (var group in records.GroupBy(record => record.AccountId))
        {
            var events = group.ToList();
            var lines = new byte[events.Sum(record => record.Json.Length + 1)];
            var length = 0;
            foreach (var record in events)
            {
                record.Json.Span.CopyTo(lines.AsSpan(length));
                length += record.Json.Length;
                lines[length++] = (byte)'\n';
            }
            segments.Add(
                new TrailSegment(0, group.Key, events.Min(record => record.Time), events.Max(record => record.Time), events.Count, lines)
            );
        }
        return segments;
    }
}
