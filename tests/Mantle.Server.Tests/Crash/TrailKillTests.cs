using System.Collections.Concurrent;
using System.Text;
using Mantle.Core.Storage;
using Mantle.Server.Tests.Operations.Sts;
using Mantle.Server.Tests.Support;
using Mantle.SigV4;
using Mantle.Storage.Sqlite;
using Mantle.Storage.Sqlite.Trails;
using Mantle.Tests.Shared;

namespace Mantle.Server.Tests.Crash;

/// <summary>
/// SIGKILL while the trail is folded: every acknowledged session has its event exactly once, and a query finds what reading finds.
/// </summary>
[Trait("speed", "slow")]
public sealed class TrailKillTests : IDisposable
{
    const int Rounds = 12,
        Calls = 12_000,
        Parallel = 32;

    readonly string folder = Directory.CreateTempSubdirectory("mantle-kill-trail-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task No_acknowledged_event_is_lost_or_twice_in_the_trail()
    {
        var random = new Random(5);
        var issued = new ConcurrentBag<string>();
        TestClient? user = null;
        var role = "";
        for (var round = 0; round < Rounds; round++)
        {
            using (var server = await MantleProcess.StartAsync(folder))
            {
                var credentials = await MantleProcess.CredentialsAsync(folder);
                var root = new TestClient(
                    server.Endpoint,
                    TimeProvider.System,
                    credentials.AccountId,
                    new Credentials(credentials.AccessKeyId, credentials.SecretAccessKey)
                );
                if (round == 0)
                {
                    user = await root.NewUserAsync("dev");
                    role = await root.NewTrustingRoleAsync("r", Documents.Trust($"arn:aws:iam::{root.AccountId}:user/dev"));
                }
                var caller = new TestClient(server.Endpoint, TimeProvider.System, root.AccountId, user!.Credentials);
                var before = issued.Count;
                await CutWork.RunAsync(
                    server,
                    () => issued.Count - before,
                    random.Next(Calls / 10, Calls),
                    cut => AssumeAsync(caller, role, issued, cut)
                );
            }
            await CheckAsync([.. issued]);
        }
    }

    static Task AssumeAsync(TestClient caller, string role, ConcurrentBag<string> issued, CutWork cut) =>
        System.Threading.Tasks.Parallel.ForEachAsync(
            Enumerable.Range(0, Calls),
            new ParallelOptions { MaxDegreeOfParallelism = Parallel },
            async (_, _) =>
            {
                try
                {
                    var answer = await caller.SendAsync("sts", "AssumeRole", ("RoleArn", role), ("RoleSessionName", "s"));
                    if (answer.Code is null)
                        issued.Add(answer.Text("AccessKeyId"));
                }
                catch (Exception) when (cut.IsKilling)
                {
                    // The server is gone and the call was not acknowledged.
                }
            }
        );

    /// <summary>Opening the trail folds on where the crash left it; before and after, it has the same events.</summary>
    async Task CheckAsync(IReadOnlyCollection<string> issued)
    {
        var file = Path.Combine(folder, "trail.db");
        await using (var trail = SqliteTrail.Open(file, folds: false))
        {
            var before = await EventsAsync(trail);
            Assert.Equal(before.Count, before.Distinct().Count());
            var text = string.Join('\n', before);
            Assert.All(issued, key => Assert.Contains(key, text, StringComparison.Ordinal));
            trail.Settle();
            Assert.Equal(before, await EventsAsync(trail));
            foreach (var key in issued.Take(50))
            {
                var query = new TrailQuery { Where = [new(TrailAttribute.ResourceName, key)] };
                Assert.Single((await trail.FindAsync(query, null, 10)).Events);
            }
            var assumed = new TrailQuery { Where = [new(TrailAttribute.EventName, "AssumeRole")] };
            var (found, cursor) = (0, (long?)null);
            do
            {
                var page = await trail.FindAsync(assumed, cursor, 1_000);
                (found, cursor) = (found + page.Events.Count, page.Next);
            } while (cursor is not null);
            Assert.Equal(before.Count(record => record.Contains("\"eventName\":\"AssumeRole\"", StringComparison.Ordinal)), found);
        }
        using var connection = Schema.Trail.Open(file);
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        Assert.Equal("ok", command.ExecuteScalar());
    }

    static async Task<List<string>> EventsAsync(SqliteTrail trail)
    {
        var (events, position) = (new List<string>(), 0L);
        while (await trail.ReadAsync(null, null, position, 1_000) is { Count: > 0 } rows)
        {
            foreach (var (_, segment) in rows)
                events.AddRange(Encoding.UTF8.GetString(segment.Lines).Split('\n', StringSplitOptions.RemoveEmptyEntries));
            position = rows[^1].Position;
        }
        return events;
    }
}
