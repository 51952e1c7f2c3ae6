using Mantle.Core.Audit;

namespace Mantle.Core.Storage;

/// <summary>Where events rest: append-only, read back by account and time. Fed by <see cref="Recorder"/>.</summary>
public interface ITrail : IAsyncDisposable
{
    /// <summary>Appends segments in one transaction; one with an outbox number that is already there is left out.</summary>
    Task AppendAsync(IReadOnlyList<TrailSegment> segments);

    /// <summary>Writes the newest uses; one that is older than what is there does not count.</summary>
    Task NoteUsesAsync(IReadOnlyDictionary<UseKey, Use> uses);

    /// <summary>The newest use of an access key (by its id) or role (by its unique id).</summary>
    ValueTask<Use?> LastUseAsync(string id);

    /// <summary>The newest use of each action by a user or role (by its unique id).</summary>
    ValueTask<IReadOnlyDictionary<string, Use>> ActionsOfAsync(string id);

    /// <summary>Segments after a position in the order they were appended, for one account or (null) for all.</summary>
    Task<IReadOnlyList<(long Position, TrailSegment Segment)>> ReadAsync(string? accountId, DateTimeOffset? from, long after, int limit);
}
