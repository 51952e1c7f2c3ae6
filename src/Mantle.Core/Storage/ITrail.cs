using Mantle.Core.Audit;

namespace Mantle.Core.Storage;

/// <summary>
/// Stores events: append-only, read by position, and found by what they have. Written by <see cref="Recorder"/>.
/// </summary>
public interface ITrail : IAsyncDisposable
{
    /// <summary>
    /// Appends segments in one transaction. Outbox numbers ascend; a segment is skipped if its number or a greater one is already stored.
    /// </summary>
    Task AppendAsync(IReadOnlyList<TrailSegment> segments);

    /// <summary>Stores last uses. A use that is older than the stored one is skipped.</summary>
    Task NoteUsesAsync(IReadOnlyDictionary<LastUseKey, LastUse> uses);

    /// <summary>The newest use of an access key (by its id) or role (by its unique id).</summary>
    ValueTask<LastUse?> LastUseAsync(string id);

    /// <summary>The newest use of each action by a user or role (by its unique id).</summary>
    ValueTask<IReadOnlyDictionary<string, LastUse>> ActionsOfAsync(string id);

    /// <summary>Segments after a position in the order they were appended, of one account or (null) of all.</summary>
    Task<IReadOnlyList<(long Position, TrailSegment Segment)>> ReadAsync(AccountId? accountId, DateTimeOffset? from, long after, int limit);

    /// <summary>
    /// The events that match, those recorded last first. The order is that of recording: an event whose call took long comes with those
    /// of its end.
    /// </summary>
    /// <param name="query">The question.</param>
    /// <param name="before">Only events with a smaller number: <see cref="TrailPage.Next"/> of the page before; null for the first page.
    /// </param>
    /// <param name="limit">Maximum number of events, at least 1.</param>
    Task<TrailPage> FindAsync(TrailQuery query, long? before, int limit);

    /// <summary>
    /// Drops old events, in groups of neighbours: those before a time, and the oldest while the trail is larger than a size. An event that
    /// is not older than the time is only dropped for the size.
    /// </summary>
    /// <param name="before">Events before this time are dropped.</param>
    /// <param name="largest">How large the trail may be, in bytes as it is stored.</param>
    /// <returns>How many events were dropped.</returns>
    Task<long> DropAsync(DateTimeOffset before, long largest);
}
