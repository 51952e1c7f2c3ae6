using System.Collections.Concurrent;
using System.Globalization;
using Mantle.Server.Tests.Support;
using Mantle.SigV4;
using Mantle.Storage.Sqlite;
using Mantle.Tests.Shared;

namespace Mantle.Server.Tests.Crash;

/// <summary>SIGKILL in the middle of concurrent writes: everything acknowledged exists, and nothing exists in part.</summary>
[Trait("speed", "slow")]
public sealed class KillTests : IDisposable
{
    const int Rounds = 20,
        Writes = 2_000,
        Accounts = 10,
        Parallel = 64;

    readonly string folder = Directory.CreateTempSubdirectory("mantle-kill-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task No_acknowledged_write_is_lost_and_none_is_half_written()
    {
        var random = new Random(42);
        var expected = new List<Acknowledged>();
        var killedEarly = 0;
        for (var round = 0; round < Rounds; round++)
        {
            using var server = await MantleProcess.StartAsync(folder);
            var root = await RootAsync(server);
            await CheckAsync(root, expected);
            expected.Clear();

            var accounts = new List<TestClient>();
            for (var i = 0; i < Accounts; i++)
                accounts.Add(await NewAccountAsync(root));
            var done = new ConcurrentBag<Acknowledged>();
            // Each write is answered twice.
            await CutWork.RunAsync(
                server,
                () => done.Count,
                random.Next(Writes / 20, Writes * 3 / 2),
                cut => WriteAsync(accounts, round, done, cut)
            );
            killedEarly += done.Count < 2 * Writes ? 1 : 0;
            expected.AddRange(done);
        }
        Assert.True(killedEarly > Rounds / 2, $"Only {killedEarly} of {Rounds} rounds were cut in the middle of their writes.");

        using var last = await MantleProcess.StartAsync(folder);
        await CheckAsync(await RootAsync(last), expected);
        Assert.Equal(0, await last.TerminateAsync());
        CheckIntegrity("mantle.db", Schema.Store);
        CheckIntegrity("trail.db", Schema.Trail);
    }

    /// <summary>Half of the writes go to one account, half to many; each makes a user and then its access key.</summary>
    static Task WriteAsync(List<TestClient> accounts, int round, ConcurrentBag<Acknowledged> done, CutWork cut) =>
        System.Threading.Tasks.Parallel.ForEachAsync(
            Enumerable.Range(0, Writes),
            new ParallelOptions { MaxDegreeOfParallelism = Parallel },
            async (i, _) =>
            {
                var client = accounts[i % 2 == 0 ? 0 : i % Accounts];
                var name = string.Create(CultureInfo.InvariantCulture, $"r{round}w{i}");
                try
                {
                    if ((await client.SendAsync("iam", "CreateUser", ("UserName", name))).Code is not null)
                        return;
                    var write = new Acknowledged(client.AccountId, client.Credentials, name, null);
                    done.Add(write);
                    var key = await client.SendAsync("iam", "CreateAccessKey", ("UserName", name));
                    if (key.Code is null)
                        done.Add(write with { Key = new Credentials(key.Text("AccessKeyId"), key.Text("SecretAccessKey")) });
                }
                catch (Exception) when (cut.IsKilling)
                {
                    // The server is gone and the write was not acknowledged. HttpClient shows a connection lost
                    // at a bad moment in many ways, a bare SocketException among them; before the kill each is a failure.
                }
            }
        );

    static async Task CheckAsync(TestClient root, List<Acknowledged> expected)
    {
        foreach (var account in expected.GroupBy(write => write.AccountId))
        {
            var client = root.With(account.Key, account.First().Root);
            var users = await UsersAsync(client);
            Assert.Empty(account.Select(write => write.User).Except(users));
            Assert.Equal(users.Count, users.Distinct().Count());
            // Issued credentials are in the trail, with their access key.
            var events = await EventsAsync(root, account.Key);
            Assert.All(
                account.Where(write => write.Key is not null),
                write => Assert.Contains(write.Key!.AccessKeyId, events, StringComparison.Ordinal)
            );
        }
        // An acknowledged access key exists with its secret: it can sign.
        foreach (var write in expected.Where(write => write.Key is not null).Take(50))
        {
            var identity = await root.With(write.AccountId, write.Key!).Sts("GetCallerIdentity");
            Assert.EndsWith("/" + write.User, identity.Text("Arn"));
        }
    }

    static async Task<List<string>> UsersAsync(TestClient client)
    {
        var users = new List<string>();
        string? marker = null;
        do
        {
            var page = await client.Iam(
                "ListUsers",
                [("MaxItems", "1000"), .. marker is null ? Array.Empty<(string, string)>() : [("Marker", marker)]]
            );
            users.AddRange(page.All("UserName"));
            marker = page.Find("Marker")?.Value;
        } while (marker is not null);
        return users;
    }

    static async Task<string> EventsAsync(TestClient root, string accountId)
    {
        var events = new List<string>();
        string? marker = null;
        do
        {
            var page = await root.CallAsync(
                "mantle",
                "ListEvents",
                [("AccountId", accountId), ("MaxItems", "1000"), .. marker is null ? Array.Empty<(string, string)>() : [("Marker", marker)]]
            );
            events.AddRange(page.All("member").Where(line => line.Contains("\"CreateAccessKey\"", StringComparison.Ordinal)));
            marker = page.Find("Marker")?.Value;
        } while (marker is not null);
        return string.Join('\n', events);
    }

    void CheckIntegrity(string file, Schema schema)
    {
        using var connection = schema.Open(Path.Combine(folder, file));
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        Assert.Equal("ok", command.ExecuteScalar());
    }

    async Task<TestClient> RootAsync(MantleProcess server)
    {
        var root = await MantleProcess.CredentialsAsync(folder);
        return new TestClient(
            server.Endpoint,
            TimeProvider.System,
            root.AccountId,
            new Credentials(root.AccessKeyId, root.SecretAccessKey)
        );
    }

    static async Task<TestClient> NewAccountAsync(TestClient root)
    {
        var result = await root.CallAsync("mantle", "CreateAccount", ("Name", "kill"));
        return root.With(result.Text("AccountId"), new Credentials(result.Text("AccessKeyId"), result.Text("SecretAccessKey")));
    }

    sealed record Acknowledged(string AccountId, Credentials Root, string User, Credentials? Key);
}
