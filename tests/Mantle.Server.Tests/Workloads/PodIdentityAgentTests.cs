using System.Net;
using System.Text.Json;
using Mantle.Cli.Client;
using Mantle.Cli.Workloads;
using Mantle.Server.Tests.Operations.Eks;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Workloads;

/// <summary>
/// The agent of EKS Pod Identity
/// (<see href="https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html"/>).
/// </summary>
public sealed class PodIdentityAgentTests : IAsyncLifetime
{
    readonly TestServer server = new();
    TestClient root = null!;
    MantleClient client = null!;
    LocalServer endpoint = null!;

    string Url => endpoint.Url + PodIdentityAgent.Path;

    public async ValueTask InitializeAsync()
    {
        await server.InitializeAsync();
        root = await server.NewAccountAsync();
        await root.AssociateAsync(await root.NewPodRoleAsync());
        client = root.Helper(server.Clock);
        endpoint = await LocalServer.StartAsync(
            new IPEndPoint(IPAddress.Loopback, 0),
            new PodIdentityAgent(client, EksCalls.Cluster).AnswerAsync
        );
    }

    public async ValueTask DisposeAsync()
    {
        await endpoint.DisposeAsync();
        client.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_pods_token_gets_its_roles_credentials()
    {
        var token = await root.PodTokenAsync();
        var (status, body) = await HelperCalls.AskAsync("GET", Url, ("Authorization", $" {token} "));
        Assert.True(status == HttpStatusCode.OK, body);
        using var json = JsonDocument.Parse(body);
        string Member(string name) => json.RootElement.GetProperty(name).GetString()!;
        await root.With(new(Member("AccessKeyId"), Member("SecretAccessKey"), Member("Token"))).Iam("ListUsers");
        Assert.Equal("2026-03-01T18:00:00Z", Member("Expiration"));
        Assert.Equal(body, (await HelperCalls.AskAsync("GET", Url, ("Authorization", token))).Body);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.BadRequest, "InvalidTokenException")]
    [InlineData("a.b.c", HttpStatusCode.Forbidden, "InvalidTokenException")]
    public async Task Without_it_there_is_an_error(string? token, HttpStatusCode status, string code)
    {
        var (actual, body) = await HelperCalls.AskAsync("GET", Url, token is null ? [] : [("Authorization", token)]);
        Assert.Equal(status, actual);
        Assert.Equal(code, JsonDocument.Parse(body).RootElement.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_service_account_without_an_association_has_no_role()
    {
        var token = await root.PodTokenAsync("system:serviceaccount:shop:other");
        Assert.Equal(HttpStatusCode.NotFound, (await HelperCalls.AskAsync("GET", Url, ("Authorization", token))).Status);
    }
}
