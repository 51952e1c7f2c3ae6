using System.Net;
using Mantle.Core.Operations;
using Mantle.Core.Secrets;
using Mantle.Core.Storage;
using Mantle.Server.Hosting;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Storage;
using Mantle.Server.Tests.Support;
using Mantle.Storage.Sqlite;

namespace Mantle.Server.Tests.Hosting;

/// <summary>A server whose store another node writes too.</summary>
public sealed class SharedStoreTests : IAsyncLifetime
{
    readonly Node server = new();

    public ValueTask InitializeAsync() => server.InitializeAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_key_that_another_node_deletes_stops_working_and_one_that_it_makes_works()
    {
        var root = server.Management;
        await root.Iam("CreateUser", ("UserName", "alice"));
        await root.PutPolicyAsync("alice", Documents.Allow("*"));
        var made = await root.Iam("CreateAccessKey", ("UserName", "alice"));
        var alice = root.With(new(made.Text("AccessKeyId"), made.Text("SecretAccessKey")));
        await alice.Iam("ListUsers");
        await using var other = SqliteStore.OpenShared(Path.Combine(server.DataFolder, "mantle.db"), Installation.StoredTypes());
        await using var ledger = new Ledger(other);
        using (var turn = await ledger.TurnAsync(AccountId.Parse(root.AccountId)))
        {
            var change = new Change(server.Server.Part<SecretBox>(), DateTimeOffset.UnixEpoch, turn.Account);
            change.Put(turn.Account.Users.Find("alice")! with { AccessKeys = [] });
            await turn.CommitAsync(change.Time, change.Finish(), null);
        }
        await server.Server.Part<ChangeFollower>().CatchUpAsync();
        await alice.Refused("InvalidClientTokenId", null, "ListUsers");

        // This node does not know the key yet; the miss makes it read the change log.
        using (var turn = await ledger.TurnAsync(AccountId.Parse(root.AccountId)))
        {
            var change = new Change(server.Server.Part<SecretBox>(), DateTimeOffset.UnixEpoch, turn.Account);
            change.Put(
                turn.Account.Users.Find("alice")! with
                {
                    AccessKeys = [new(made.Text("AccessKeyId"), DateTimeOffset.UnixEpoch, true)],
                }
            );
            await turn.CommitAsync(change.Time, change.Finish(), null);
        }
        await alice.Iam("ListUsers");
    }

    [Fact]
    public async Task A_node_that_cannot_read_the_log_is_not_ready_and_answers_503_until_it_can()
    {
        server.Store.IsUnreachable = true;
        await UntilAsync(() => !server.Server.Part<ChangeFollower>().IsFresh);
        await server.Management.Refused("ServiceUnavailable", null, "ListUsers");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await ReadyAsync());
        server.Store.IsUnreachable = false;
        await UntilAsync(() => server.Server.Part<ChangeFollower>().IsFresh);
        await server.Management.Iam("ListUsers");
        server.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(HttpStatusCode.OK, await ReadyAsync());
    }

    async Task<HttpStatusCode> ReadyAsync()
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var answer = await http.GetAsync(new Uri(new Uri(server.Server.Endpoint), "/readyz"));
        return answer.StatusCode;
    }

    static async Task UntilAsync(Func<bool> isSo)
    {
        for (var i = 0; i < 600 && !isSo(); i++)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.True(isSo());
    }

    sealed class Node : TestServer
    {
        public FailingStore Store { get; private set; } = null!;

        internal override ServerOptions Configure(ServerOptions options) =>
            options with
            {
                OpenStore = (file, types) =>
                {
                    SqliteStore.Open(file, types).DisposeAsync().AsTask().GetAwaiter().GetResult();
                    return Store = new FailingStore(SqliteStore.OpenShared(file, types));
                },
            };
    }
}
