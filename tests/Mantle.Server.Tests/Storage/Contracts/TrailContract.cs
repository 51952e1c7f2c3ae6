using System.Text;
using Mantle.Core.Audit;
using Mantle.Core.Storage;

namespace Mantle.Server.Tests.Storage.Contracts;

/// <summary>The trail is append-only, takes each segment of the outbox once, and keeps the newest use of everything.</summary>
public abstract class TrailContract(StorageBackend backend) : IAsyncLifetime
{
    static readonly AccountId AccountId = AccountId.Parse("111122223333"),
        OtherAccountId = AccountId.Parse("444455556666");

    static readonly DateTimeOffset Time = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    ITrail trail = null!;

    public ValueTask InitializeAsync()
    {
        trail = backend.OpenTrail();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await trail.DisposeAsync();
        backend.Dispose();
    }

    [Fact]
    public async Task Appended_segments_come_back_in_order_also_after_opening_again()
    {
        await trail.AppendAsync([Segment(0, AccountId, Time, "one"), Segment(7, OtherAccountId, Time, "two")]);
        await trail.AppendAsync([Segment(0, AccountId, Time, "three")]);
        await trail.DisposeAsync();
        trail = backend.OpenTrail();
        var all = await trail.ReadAsync(null, null, 0, 10);
        Assert.Equal(["one", "two", "three"], all.Select(Text));
        Assert.Equal((7, OtherAccountId, 1), (all[1].Segment.Number, all[1].Segment.AccountId, all[1].Segment.Count));
        Assert.Equal((Time, Time.AddSeconds(1)), (all[1].Segment.First, all[1].Segment.Last));
        Assert.Equal(["two", "three"], (await trail.ReadAsync(null, null, all[0].Position, 10)).Select(Text));
        Assert.Equal(["one"], (await trail.ReadAsync(null, null, 0, 1)).Select(Text));
    }

    [Fact]
    public async Task A_segment_of_the_outbox_is_taken_once()
    {
        await trail.AppendAsync([Segment(3, AccountId, Time, "one")]);
        await trail.AppendAsync([Segment(3, AccountId, Time, "one"), Segment(4, AccountId, Time, "two")]);
        Assert.Equal(["one", "two"], (await trail.ReadAsync(null, null, 0, 10)).Select(Text));
    }

    [Fact]
    public async Task Events_are_read_by_account_and_time()
    {
        await trail.AppendAsync([
            Segment(0, AccountId, Time, "old"),
            Segment(0, OtherAccountId, Time.AddHours(1), "other"),
            Segment(0, AccountId, Time.AddHours(1), "new"),
        ]);
        Assert.Equal(["old", "new"], (await trail.ReadAsync(AccountId, null, 0, 10)).Select(Text));
        Assert.Equal(["new"], (await trail.ReadAsync(AccountId, Time.AddMinutes(30), 0, 10)).Select(Text));
        Assert.Equal(["other", "new"], (await trail.ReadAsync(null, Time.AddMinutes(30), 0, 10)).Select(Text));
    }

    [Fact]
    public async Task The_newest_use_counts_whatever_the_order_in_which_uses_arrive()
    {
        var (newer, older) = (new LastUse(Time.AddHours(1), "s3", "eu-west-1"), new LastUse(Time, "iam", "us-east-1"));
        await trail.NoteUsesAsync(
            new Dictionary<LastUseKey, LastUse> { [new("AKIA", "")] = newer, [new("AIDA", "s3:ListBucket")] = older }
        );
        await trail.NoteUsesAsync(
            new Dictionary<LastUseKey, LastUse> { [new("AKIA", "")] = older, [new("AIDA", "s3:ListBucket")] = newer }
        );
        Assert.Equal(newer, await trail.LastUseAsync("AKIA"));
        Assert.Null(await trail.LastUseAsync("AIDA"));
        Assert.Equal(newer, Assert.Single(await trail.ActionsOfAsync("AIDA")).Value);
        Assert.Empty(await trail.ActionsOfAsync("AKIA"));
    }

    [Fact]
    public async Task Events_are_found_by_what_they_have_those_recorded_last_first()
    {
        await trail.AppendAsync([Events(AccountId, Record(0, "GetUser", "alice"), Record(1, "CreateRole", "bob"))]);
        await trail.AppendAsync([
            Events(OtherAccountId, Record(2, "GetUser", "alice")),
            Events(AccountId, Record(3, "GetUser", "alice"), Record(4, "GetUser", "bob")),
        ]);
        Assert.Equal([5, 4, 3, 2, 1], await FindAsync(new TrailQuery()));
        Assert.Equal([5, 4, 2, 1], await FindAsync(new TrailQuery { Account = AccountId }));
        var alice = Where(TrailAttribute.Username, "alice");
        Assert.Equal([4, 3, 1], await FindAsync(alice));
        Assert.Equal([4, 1], await FindAsync(alice with { Account = AccountId }));
        Assert.Equal([4], await FindAsync(alice with { After = 3 }));
        Assert.Equal([4, 3], await FindAsync(Where(TrailAttribute.EventName, "GetUser") with { To = Time.AddSeconds(3), After = 1 }));
        Assert.Equal([4, 3], await FindAsync(new TrailQuery { From = Time.AddSeconds(2), To = Time.AddSeconds(3) }));
        Assert.Empty(await FindAsync(Where(TrailAttribute.Username, "Alice")));
        var both = new TrailQuery { Where = [new(TrailAttribute.EventName, "GetUser"), new(TrailAttribute.Username, "bob")] };
        Assert.Equal([5], await FindAsync(both));
    }

    [Fact]
    public async Task Pages_of_events_go_on_where_the_last_one_ended_also_while_events_are_added()
    {
        var alice = Where(TrailAttribute.Username, "alice");
        for (var i = 0; i < 7; i++)
            await trail.AppendAsync([Events(AccountId, Record(i, "GetUser", "alice"))]);
        var page = await trail.FindAsync(alice, null, 3);
        Assert.Equal([7, 6, 5], page.Events.Select(found => found.Number));
        await trail.AppendAsync([Events(AccountId, Record(8, "GetUser", "alice"))]);
        page = await trail.FindAsync(alice, page.Next, 3);
        Assert.Equal([4, 3, 2], page.Events.Select(found => found.Number));
        page = await trail.FindAsync(alice, page.Next, 3);
        Assert.Equal([1], page.Events.Select(found => found.Number));
        Assert.Null(page.Next);
        Assert.Equal(Record(0, "GetUser", "alice"), Encoding.UTF8.GetString(page.Events[0].Json.Span));
    }

    [Fact]
    public async Task Old_events_are_dropped_by_age_and_by_size_and_numbers_are_not_used_again()
    {
        for (var i = 0; i < 6; i++)
            await trail.AppendAsync([Events(AccountId, Record(i, "GetUser", "alice"))]);
        Assert.InRange(await trail.DropAsync(Time.AddSeconds(3), long.MaxValue), 0, 3);
        Assert.Equal([6, 5, 4], (await FindAsync(new TrailQuery())).Take(3));
        await trail.DropAsync(DateTimeOffset.MinValue, long.MaxValue);
        Assert.Equal([6, 5, 4], (await FindAsync(new TrailQuery())).Take(3));
        await trail.DropAsync(Time.AddDays(1), long.MaxValue);
        Assert.Empty(await FindAsync(new TrailQuery()));
        Assert.Empty(await trail.ReadAsync(null, null, 0, 10));
        await trail.DisposeAsync();
        trail = backend.OpenTrail();
        await trail.AppendAsync([Events(AccountId, Record(9, "GetUser", "bob"))]);
        Assert.Equal([7], await FindAsync(new TrailQuery()));
        Assert.Equal([7], await FindAsync(Where(TrailAttribute.Username, "bob")));
        Assert.Empty(await FindAsync(Where(TrailAttribute.Username, "alice")));
    }

    async Task<IEnumerable<long>> FindAsync(TrailQuery query) =>
        (await trail.FindAsync(query, null, 100)).Events.Select(found => found.Number);

    static TrailQuery Where(TrailAttribute attribute, string value) => new() { Where = [new(attribute, value)] };

    static string Record(int second, string name, string user) =>
        $$"""
            {"eventTime":"{{Time.AddSeconds(second):yyyy-MM-ddTHH:mm:ssZ}}","eventName":"{{name}}","userIdentity":{"userName":"{{user}}" } }
            """;

    static TrailSegment Events(AccountId accountId, params string[] records) =>
        Assert.Single(
            TrailSegment.Gather(
                records.Select(record => new AuditRecord(
                    accountId,
                    EventFacts.Of(Encoding.UTF8.GetBytes(record)).Time!.Value,
                    Encoding.UTF8.GetBytes(record)
                ))
            )
        );

    static TrailSegment Segment(long number, AccountId accountId, DateTimeOffset time, string text) =>
        new(number, accountId, time, time.AddSeconds(1), 1, Encoding.UTF8.GetBytes(text));

    static string Text((long Position, TrailSegment Segment) row) => Encoding.UTF8.GetString(row.Segment.Lines);
}
