using System.Text;
using Mantle.Core.Audit;
using Mantle.Core.Storage;
using Mantle.Server.Tests.Support;
using Mantle.Storage.Sqlite.Trails;

namespace Mantle.Server.Tests.Storage;

/// <summary>However much of the trail is folded and merged, a query finds what a look at every event finds.</summary>
public sealed class TrailIndexTests : IAsyncLifetime
{
    static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    static readonly AccountId[] Accounts = [.. Enumerable.Range(0, 4).Select(i => AccountId.Parse($"11112222000{i}"))];

    readonly TemporaryFolder folder = new();
    readonly Random random = new(11);
    readonly List<(AccountId Account, string Json)> all = [];
    SqliteTrail trail = null!;

    public ValueTask InitializeAsync()
    {
        trail = Open();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await trail.DisposeAsync();
        folder.Dispose();
    }

    SqliteTrail Open() => SqliteTrail.Open(Path.Combine(folder.Path, "trail.db"), folds: false);

    [Fact]
    public async Task A_query_finds_what_a_look_at_every_event_finds()
    {
        for (var round = 0; round < 60; round++)
        {
            await AppendAsync(random.Next(1, 300));
            if (random.Next(3) > 0)
                trail.Settle(random.Next(2) == 0 ? 1 : 2_000);
            if (round % 20 == 19)
            {
                await trail.DisposeAsync();
                trail = Open();
            }
        }
        for (var i = 0; i < 120; i++)
            await CheckAsync(RandomQuery());
    }

    [Fact]
    public async Task Segments_are_read_by_position_whether_they_are_folded_or_not()
    {
        for (var round = 0; round < 10; round++)
        {
            await AppendAsync(200);
            if (round is 3 or 6)
                trail.Settle();
        }
        var (position, lines) = (0L, new List<string>());
        while (await trail.ReadAsync(null, null, position, 7) is { Count: > 0 } rows)
        {
            Assert.True(rows[0].Position > position);
            lines.AddRange(rows.SelectMany(row => Lines(row.Segment)));
            position = rows[^1].Position;
        }
        Assert.Equal(all.Select(record => record.Json), lines);
        var one = await trail.ReadAsync(Accounts[1], Start.AddSeconds(1_500), 0, int.MaxValue);
        Assert.NotEmpty(one);
        Assert.All(one, row => Assert.Equal(Accounts[1], row.Segment.AccountId));
    }

    async Task CheckAsync(TrailQuery query)
    {
        var expected = new List<long>();
        for (var i = all.Count - 1; i >= 0; i--)
            if (Matches(query, i))
                expected.Add(i + 1);
        var (found, before, limit) = (new List<long>(), (long?)null, random.Next(1, 200));
        do
        {
            var page = await trail.FindAsync(query, before, limit);
            Assert.All(page.Events, hit => Assert.Equal(all[(int)hit.Number - 1].Json, Encoding.UTF8.GetString(hit.Json.Span)));
            found.AddRange(page.Events.Select(hit => hit.Number));
            before = page.Next;
        } while (before is not null);
        Assert.Equal(expected, found);
    }

    bool Matches(TrailQuery query, int index)
    {
        var (account, json) = all[index];
        var facts = EventFacts.Of(Encoding.UTF8.GetBytes(json));
        return (query.Account is null || query.Account == account)
            && index + 1 > query.After
            && !(facts.Time < query.From)
            && !(facts.Time > query.To)
            && query.Where.All(facts.Has);
    }

    TrailQuery RandomQuery() =>
        new()
        {
            Account = random.Next(3) == 0 ? null : Accounts[random.Next(Accounts.Length)],
            From = random.Next(3) == 0 ? Start.AddSeconds(random.Next(all.Count)) : null,
            To = random.Next(3) == 0 ? Start.AddSeconds(random.Next(all.Count)) : null,
            After = random.Next(5) == 0 ? random.Next(all.Count) : 0,
            Where = [.. Enumerable.Range(0, random.Next(3)).Select(_ => RandomCondition())],
        };

    TrailCondition RandomCondition() =>
        random.Next(11) switch
        {
            0 => new(TrailAttribute.EventName, $"Get{random.Next(6)}"),
            1 => new(TrailAttribute.Username, $"user{random.Next(20)}"),
            2 => new(TrailAttribute.ReadOnly, random.Next(2) == 0 ? "true" : "false"),
            3 => new(TrailAttribute.ResourceName, $"arn:aws:iam::111122223333:role/r{random.Next(9)}"),
            4 => new(TrailAttribute.ResourceType, "AWS::IAM::Role"),
            5 => new(TrailAttribute.AccessKeyId, $"AKIA{random.Next(40)}"),
            6 => new(TrailAttribute.EventId, $"id-{random.Next(all.Count)}"),
            7 => new(TrailAttribute.Error, "AccessDenied"),
            8 => new(TrailAttribute.Denied, "true"),
            9 => new(TrailAttribute.User, $"user{random.Next(20)}"),
            _ => new(TrailAttribute.Category, "Management"),
        };

    async Task AppendAsync(int count)
    {
        var records = Enumerable.Range(0, count).Select(_ => RandomRecord()).ToList();
        await trail.AppendAsync(TrailSegment.Gather(records));
        // As they are stored: those of one account together.
        all.AddRange(
            records.GroupBy(record => record.AccountId).SelectMany(group => group).Select(record => (record.AccountId, Text(record)))
        );
    }

    static string Text(AuditRecord record) => Encoding.UTF8.GetString(record.Json.Span);

    AuditRecord RandomRecord()
    {
        var number = all.Count;
        // Some calls take long: their events come later than their time says.
        var time = Start.AddSeconds(random.Next(50) == 0 ? random.Next(number + 1) : number);
        var denial = random.Next(30) == 0 ? """ "errorCode":"AccessDenied","additionalEventData":{"deniedAction":"iam:Get"},""" : "";
        var json = string.Concat(
            $$"""{"userIdentity":{"type":"IAMUser","accessKeyId":"AKIA{{random.Next(40)}}","userName":"user{{random.Next(20)}}"},""",
            $$""" "eventTime":"{{time:yyyy-MM-ddTHH:mm:ssZ}}","eventSource":"iam.amazonaws.com","eventName":"Get{{random.Next(6)}}",""",
            denial,
            $$""" "requestParameters":{"roleArn":"arn:aws:iam::111122223333:role/r{{random.Next(9)}}"},""",
            $$""" "eventID":"id-{{random.Next(100_000)}}","readOnly":{{(random.Next(2) == 0 ? "true" : "false")}},""",
            """ "eventCategory":"Management"}"""
        );
        return new AuditRecord(Accounts[random.Next(Accounts.Length)], time, Encoding.UTF8.GetBytes(json));
    }

    static string[] Lines(TrailSegment segment) =>
        Encoding.UTF8.GetString(segment.Lines).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
