using Mantle.Core.Storage;
using Mantle.Storage.Sqlite.Trails;

namespace Mantle.Server.Tests.Storage;

/// <summary>A trail that folds everything at once, as if much time passed after each append.</summary>
sealed class FoldedTrail(SqliteTrail inner) : ITrail
{
    public async Task AppendAsync(IReadOnlyList<TrailSegment> segments)
    {
        await inner.AppendAsync(segments);
        inner.Settle();
    }

    public Task NoteUsesAsync(IReadOnlyDictionary<LastUseKey, LastUse> uses) => inner.NoteUsesAsync(uses);

    public ValueTask<LastUse?> LastUseAsync(string id) => inner.LastUseAsync(id);

    public ValueTask<IReadOnlyDictionary<string, LastUse>> ActionsOfAsync(string id) => inner.ActionsOfAsync(id);

    public Task<IReadOnlyList<(long Position, TrailSegment Segment)>> ReadAsync(
        AccountId? accountId,
        DateTimeOffset? from,
        long after,
        int limit
    ) => inner.ReadAsync(accountId, from, after, limit);

    public Task<TrailPage> FindAsync(TrailQuery query, long? before, int limit) => inner.FindAsync(query, before, limit);

    public Task<long> DropAsync(DateTimeOffset before, long largest) => inner.DropAsync(before, largest);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
