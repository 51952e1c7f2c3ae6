using System.Net;
using System.Text.Json;
using Mantle.Cli.Workloads;
using Mantle.Server.Tests.Operations.Admin.Workloads;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Workloads;

/// <summary>
/// The credentials endpoint of a container
/// (<see href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html"/>).
/// </summary>
public sealed class ContainerEndpointTests : IAsyncLifetime
{
    const string Secret = "secret-of-the-task";

    readonly TestServer server = new();
    TestClient root = null!;
    RegisteredWorkload workload = null!;
    LocalServer endpoint = null!;

    string path = "";

    string Url => endpoint.Url + path;

    public async ValueTask InitializeAsync()
    {
        await server.InitializeAsync();
        root = await server.NewAccountAsync();
        var role = await root.NewServiceRoleAsync("task", "ecs-tasks.amazonaws.com");
        workload = await RegisteredWorkload.OfServiceAsync(
            root.Helper(server.Clock),
            new RoleRequest { RoleArn = role, Service = "ecs-tasks.amazonaws.com" },
            null
        );
        await ServeAsync(Secret);
    }

    async Task ServeAsync(string? authorization)
    {
        var container = new ContainerEndpoint(new Cli.Workloads.CredentialCache(workload), authorization);
        (endpoint, path) = (await LocalServer.StartAsync(new IPEndPoint(IPAddress.Loopback, 0), container.AnswerAsync), container.Path);
    }

    public async ValueTask DisposeAsync()
    {
        await endpoint.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task With_the_token_it_gives_the_roles_credentials_and_renews_them()
    {
        var first = await GetAsync();
        Assert.Equal(
            ["RoleArn", "AccountId", "AccessKeyId", "SecretAccessKey", "Token", "Expiration"],
            first.EnumerateObject().Select(each => each.Name)
        );
        await Session(first).Iam("ListUsers");
        Assert.Equal(first.GetRawText(), (await GetAsync()).GetRawText());
        server.Clock.Advance(TimeSpan.FromHours(5.9));
        var next = await GetAsync();
        server.Clock.Advance(TimeSpan.FromHours(0.2));
        await Session(first).RefusedAsync("ExpiredToken", null, "iam", "ListUsers");
        await Session(next).Iam("ListUsers");
    }

    [Theory]
    [InlineData("GET", null, null, HttpStatusCode.Unauthorized)]
    [InlineData("GET", "stolen", null, HttpStatusCode.Unauthorized)]
    [InlineData("GET", Secret, "attacker.example.com", HttpStatusCode.Forbidden)]
    [InlineData("POST", Secret, null, HttpStatusCode.MethodNotAllowed)]
    public async Task Without_it_there_is_an_error_and_no_secret(string method, string? token, string? host, HttpStatusCode status)
    {
        var (actual, body) = await HelperCalls.AskAsync(
            method,
            Url,
            [.. token is null ? [] : new[] { ("Authorization", token) }, .. host is null ? [] : new[] { ("Host", host) }]
        );
        Assert.Equal(status, actual);
        Assert.Equal(["code", "message"], JsonDocument.Parse(body).RootElement.EnumerateObject().Select(each => each.Name));
    }

    [Fact]
    public async Task Without_an_authorization_token_the_path_is_the_secret()
    {
        await endpoint.DisposeAsync();
        await ServeAsync(null);
        Assert.Equal(HttpStatusCode.OK, (await HelperCalls.AskAsync("GET", Url)).Status);
        foreach (var other in new[] { "/", "/v2/credentials/", path + "x", path[..^1] })
            Assert.Equal(HttpStatusCode.NotFound, (await HelperCalls.AskAsync("GET", endpoint.Url + other)).Status);
    }

    [Fact]
    public async Task A_revoked_workload_is_denied_at_its_next_call_and_gets_nothing_more()
    {
        var held = await GetAsync();
        await root.CallAsync("mantle", "DeregisterWorkload", ("RegistrationId", workload.Id));
        await Session(held).RefusedAsync("InvalidClientTokenId", null, "iam", "ListUsers");
        server.Clock.Advance(TimeSpan.FromHours(5));
        var (status, body) = await HelperCalls.AskAsync("GET", Url, ("Authorization", Secret));
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("InvalidRegistrationToken", body);
    }

    TestClient Session(JsonElement credentials)
    {
        string Member(string name) => credentials.GetProperty(name).GetString()!;
        return root.With(new(Member("AccessKeyId"), Member("SecretAccessKey"), Member("Token")));
    }

    async Task<JsonElement> GetAsync()
    {
        var (status, body) = await HelperCalls.AskAsync("GET", Url, ("Authorization", Secret));
        Assert.True(status == HttpStatusCode.OK, body);
        return JsonDocument.Parse(body).RootElement;
    }
}
