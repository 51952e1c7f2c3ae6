using Mantle.Server.Hosting;

namespace Mantle.Server.Tests.Support;

/// <summary>A real server on a real socket and a data folder of its own, with a clock that tests move.</summary>
public class TestServer : IAsyncLifetime
{
    readonly TemporaryFolder folder = new();
    MantleServer? server;

    internal TestClock Clock { get; } = new();

    internal DateTimeOffset Now => Clock.GetUtcNow();

    internal MantleServer Server => server!;

    internal string DataFolder => folder.Path;

    /// <summary>Signs as the management account's root user.</summary>
    internal TestClient Management { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        server = await MantleServer.StartAsync(
            Configure(new ServerOptions { DataFolder = folder.Path, Listen = new(System.Net.IPAddress.Loopback, 0) }),
            Clock
        );
        var root = await MantleServer.ReadRootCredentialsAsync(folder.Path);
        Management = new TestClient(server.Endpoint, Clock, root.AccountId, new(root.AccessKeyId, root.SecretAccessKey));
    }

    /// <summary>Settings of the server besides its address and folder.</summary>
    internal virtual ServerOptions Configure(ServerOptions options) => options;

    /// <summary>Stops the server and starts another one on the same folder.</summary>
    internal async Task RestartAsync()
    {
        await server!.DisposeAsync();
        await InitializeAsync();
    }

    /// <summary>A new account; the client signs as its root user.</summary>
    internal async Task<TestClient> NewAccountAsync()
    {
        var result = await Management.CallAsync("mantle", "CreateAccount", ("Name", "test"));
        return Management.With(result.Text("AccountId"), new(result.Text("AccessKeyId"), result.Text("SecretAccessKey")));
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (server is not null)
            await server.DisposeAsync();
        folder.Dispose();
    }
}

/// <summary>Tests that share one server; each makes accounts of its own.</summary>
[CollectionDefinition(Name)]
public sealed class ServerCollection : ICollectionFixture<TestServer>
{
    public const string Name = "server";
}
