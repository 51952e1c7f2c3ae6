using System.Globalization;
using System.Text;
using Mantle.Core.Audit;
using Mantle.Core.Storage;
using Mantle.Server.Hosting;
using Mantle.Server.Tests.Support;
using Mantle.Storage.Sqlite;
using Mantle.Storage.Sqlite.Trails;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mantle.Server.Tests.Audit;

public sealed class RecorderTests : IAsyncLifetime
{
    static readonly AccountId AccountId = AccountId.Parse("111122223333");

    readonly TemporaryFolder folder = new();
    SqliteStore store = null!;
    FailingTrail trail = null!;
    Recorder recorder = null!;

    public ValueTask InitializeAsync()
    {
        store = SqliteStore.Open(Path.Combine(folder.Path, "mantle.db"), Installation.StoredTypes());
        trail = new FailingTrail(SqliteTrail.Open(Path.Combine(folder.Path, "trail.db")));
        recorder = new Recorder(store, trail, new LastUsed(trail), NullLogger<Recorder>.Instance);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await recorder.DisposeAsync();
        await trail.DisposeAsync();
        await store.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task An_event_that_is_waited_for_is_in_the_trail_when_the_wait_ends()
    {
        await recorder.RecordDurablyAsync(Event("issued"));
        Assert.Equal(["issued"], await TrailAsync());
    }

    [Fact]
    public async Task Events_of_many_who_wait_share_flushes_and_all_arrive()
    {
        await Task.WhenAll(
            Enumerable
                .Range(0, 500)
                .Select(i => Task.Run(() => recorder.RecordDurablyAsync(Event(i.ToString(CultureInfo.InvariantCulture)))))
        );
        Assert.Equal(500, (await TrailAsync()).Distinct().Count());
        Assert.InRange(trail.Appends, 1, 499);
    }

    [Fact]
    public async Task No_event_overtakes_an_earlier_one_of_a_change()
    {
        var expected = new List<string>();
        for (var i = 0; i < 50; i++)
        {
            await store.CommitAsync([new Commit(DateTimeOffset.UnixEpoch, [], Event($"change {i}"))]);
            recorder.NoteCommit();
            await recorder.RecordAsync(Event($"read {i}"));
            await recorder.RecordDurablyAsync(Event($"issue {i}"));
            expected.AddRange([$"change {i}", $"read {i}", $"issue {i}"]);
        }
        Assert.Equal(expected, await TrailAsync());
    }

    [Fact]
    public async Task What_the_outbox_has_is_moved_once_and_then_dropped()
    {
        await store.CommitAsync([
            .. Enumerable
                .Range(0, 600)
                .Select(i => new Commit(
                    DateTimeOffset.UnixEpoch,
                    [],
                    new AuditRecord(AccountId.Parse($"{i:D12}"), DateTimeOffset.UnixEpoch, "{}"u8.ToArray())
                )),
        ]);
        await recorder.FlushAsync();
        await recorder.FlushAsync();
        Assert.Equal(600, (await TrailAsync()).Count);
        Assert.Empty(await store.OutboxAsync(0, 10));
    }

    [Fact]
    public async Task A_trail_that_cannot_be_written_refuses_those_who_wait_and_keeps_the_other_events()
    {
        await recorder.FlushAsync();
        trail.Fails = true;
        await recorder.RecordAsync(Event("read"));
        await Assert.ThrowsAsync<StoreException>(() => recorder.RecordDurablyAsync(Event("refused")));
        await store.CommitAsync([new Commit(DateTimeOffset.UnixEpoch, [], Event("change"))]);
        await Assert.ThrowsAsync<StoreException>(() => recorder.RecordDurablyAsync(Event("refused too")));
        trail.Fails = false;
        await recorder.RecordDurablyAsync(Event("issued"));
        Assert.Equal(["change", "issued", "read"], (await TrailAsync()).Order());
    }

    static AuditRecord Event(string text) => new(AccountId, DateTimeOffset.UnixEpoch, Encoding.UTF8.GetBytes(text));

    async Task<List<string>> TrailAsync() =>
        [
            .. (await trail.ReadAsync(null, null, 0, int.MaxValue)).SelectMany(row =>
                Encoding.UTF8.GetString(row.Segment.Lines).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            ),
        ];

    /// <summary>A real trail that can be made to fail.</summary>
    sealed class FailingTrail(SqliteTrail inner) : ITrail
    {
        int appends;

        public bool Fails { get; set; }

        public int Appends => appends;

        public Task AppendAsync(IReadOnlyList<TrailSegment> segments)
        {
            Interlocked.Increment(ref appends);
            return Fails ? throw new IOException("disk full") : inner.AppendAsync(segments);
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
}
