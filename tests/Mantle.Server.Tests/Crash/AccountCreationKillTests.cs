using Mantle.Server.Tests.Operations.Organizations;
using Mantle.Server.Tests.Support;
using Mantle.SigV4;
using Mantle.Tests.Shared;

namespace Mantle.Server.Tests.Crash;

/// <summary>SIGKILL while an organization's accounts are created: each account exists completely or not at all.</summary>
[Trait("speed", "slow")]
public sealed class AccountCreationKillTests : IDisposable
{
    const int Rounds = 8,
        Creations = 400,
        Parallel = 16;

    readonly string folder = Directory.CreateTempSubdirectory("mantle-kill-org-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task An_account_whose_creation_is_cut_is_whole_or_is_not()
    {
        var random = new Random(7);
        var acknowledged = new HashSet<string>();
        var rounds = 0;
        TestClient? user = null;
        for (var round = 0; round < Rounds; round++)
        {
            using var server = await MantleProcess.StartAsync(folder);
            var root = await RootAsync(server);
            if (round == 0)
            {
                await root.Org("CreateOrganization");
                user = await root.NewUserAsync("ops", Documents.Allow("*"));
            }
            await CheckAsync(root, new TestClient(server.Endpoint, TimeProvider.System, root.AccountId, user!.Credentials), acknowledged);
            var before = acknowledged.Count;
            await CutWork.RunAsync(
                server,
                () => CountOf(acknowledged),
                before + random.Next(1, Creations / 2),
                cut => CreateAsync(root, round, acknowledged, cut)
            );
            rounds += acknowledged.Count - before < Creations ? 1 : 0;
        }
        Assert.True(rounds > Rounds / 2, $"Only {rounds} of {Rounds} rounds were cut in the middle.");
        using var last = await MantleProcess.StartAsync(folder);
        var survivor = await RootAsync(last);
        await CheckAsync(survivor, new TestClient(last.Endpoint, TimeProvider.System, survivor.AccountId, user!.Credentials), acknowledged);
        Assert.Equal(0, await last.TerminateAsync());
    }

    static int CountOf(HashSet<string> acknowledged)
    {
        lock (acknowledged)
            return acknowledged.Count;
    }

    static Task CreateAsync(TestClient root, int round, HashSet<string> acknowledged, CutWork cut) =>
        System.Threading.Tasks.Parallel.ForEachAsync(
            Enumerable.Range(0, Creations),
            new ParallelOptions { MaxDegreeOfParallelism = Parallel },
            async (i, _) =>
            {
                try
                {
                    var (_, answer) = await root.SendOrgAsync(
                        "CreateAccount",
                        new { AccountName = "member", Email = $"r{round}n{i}@example.com" }
                    );
                    if ((string?)answer?["CreateAccountStatus"]?["Id"] is { } id)
                        lock (acknowledged)
                            acknowledged.Add(id);
                }
                catch (Exception) when (cut.IsKilling)
                {
                    // The server is gone and the creation was not acknowledged.
                }
            }
        );

    /// <summary>
    /// Every acknowledged creation succeeded; the organization lists exactly the created accounts, and each of them can be used.
    /// </summary>
    static async Task CheckAsync(TestClient root, TestClient user, HashSet<string> acknowledged)
    {
        var statuses = await AllAsync(root, "ListCreateAccountStatus", "CreateAccountStatuses");
        Assert.Empty(acknowledged.Except(statuses.Select(status => (string)status["Id"]!)));
        Assert.All(statuses, status => Assert.Equal("SUCCEEDED", (string)status["State"]!));
        var created = statuses.Select(status => (string)status["AccountId"]!).ToHashSet();
        var members = (await AllAsync(root, "ListAccounts", "Accounts"))
            .Select(account => (string)account["Id"]!)
            .Where(id => id != root.AccountId)
            .ToHashSet();
        Assert.Equal(created, members);
        foreach (var id in members.TakeLast(30))
        {
            var session = await user.AssumeAsync($"arn:aws:iam::{id}:role/OrganizationAccountAccessRole");
            Assert.Equal(root.AccountId, (string)(await session.Org("DescribeOrganization"))!["Organization"]!["MasterAccountId"]!);
        }
    }

    static async Task<List<System.Text.Json.Nodes.JsonNode>> AllAsync(TestClient client, string action, string list)
    {
        var all = new List<System.Text.Json.Nodes.JsonNode>();
        string? token = null;
        do
        {
            var page = await client.Org(action, new { NextToken = token });
            all.AddRange(page![list]!.AsArray().Select(item => item!));
            token = (string?)page["NextToken"];
        } while (token is not null);
        return all;
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
}
