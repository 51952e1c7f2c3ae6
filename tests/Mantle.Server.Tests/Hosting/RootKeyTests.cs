using System.Net;
using Mantle.Server.Hosting;
using Mantle.Server.Tests.Support;
using Mantle.SigV4;

namespace Mantle.Server.Tests.Hosting;

/// <summary>Whoever has the data folder has a way back in when the root user's last key is gone.</summary>
public sealed class RootKeyTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    ServerOptions Options => new() { DataFolder = folder.Path, Listen = new(IPAddress.Loopback, 0) };

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_new_key_takes_the_place_of_one_that_is_gone()
    {
        RootCredentials first;
        await using (var server = await MantleServer.StartAsync(Options))
        {
            first = await MantleServer.ReadRootCredentialsAsync(folder.Path);
            await Client(server, first).Iam("DeleteAccessKey", ("AccessKeyId", first.AccessKeyId));
            Assert.Equal(
                "The management account's root user has no active access key. Make one with `mantle root-key new`.",
                (await Assert.ThrowsAsync<ServerStartException>(() => MantleServer.ReadRootCredentialsAsync(folder.Path))).Message
            );
            Assert.Contains(
                "Another server is using the data folder",
                (await Assert.ThrowsAsync<ServerStartException>(() => MantleServer.MakeRootKeyAsync(folder.Path))).Message
            );
        }
        await MantleServer.MakeRootKeyAsync(folder.Path);
        await using var again = await MantleServer.StartAsync(Options);
        var second = await MantleServer.ReadRootCredentialsAsync(folder.Path);
        Assert.Equal(first.AccountId, second.AccountId);
        await Client(again, second).Sts("GetCallerIdentity");
    }

    [Fact]
    public async Task Two_active_keys_are_enough()
    {
        await using (await MantleServer.StartAsync(Options)) { }
        await MantleServer.MakeRootKeyAsync(folder.Path);
        Assert.Contains(
            "two active access keys",
            (await Assert.ThrowsAsync<ServerStartException>(() => MantleServer.MakeRootKeyAsync(folder.Path))).Message
        );
    }

    static TestClient Client(MantleServer server, RootCredentials root) =>
        new(server.Endpoint, TimeProvider.System, root.AccountId, new Credentials(root.AccessKeyId, root.SecretAccessKey));
}
