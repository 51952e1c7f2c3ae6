using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Mantle.Core.Modules;
using Mantle.ExampleService;
using Mantle.Server.Hosting;
using Mantle.Server.Tests.Support;
using Mantle.SigV4;

namespace Mantle.Server.Tests.House;

/// <summary>
/// A service in a project of its own is served, authorized and recorded without a change of the core (docs/adding-a-service.md).
/// </summary>
public class ExampleServiceTests(ExampleServiceServer server) : IClassFixture<ExampleServiceServer>
{
    [Fact]
    public async Task Its_entities_are_kept()
    {
        var root = await server.NewAccountAsync();
        var (status, lamp) = await SendAsync(root, HttpMethod.Post, "/lamps", """{"name":"desk"}""");
        Assert.Equal((HttpStatusCode.Created, $"arn:aws:lamps::{root.AccountId}:lamp/desk"), (status, (string?)lamp["arn"]));
        await server.RestartAsync();
        root = server.Management.With(root.AccountId, root.Credentials);
        Assert.Equal("desk", (string?)(await SendAsync(root, HttpMethod.Get, $"/lamps/{root.AccountId}/desk")).Body["name"]);
    }

    [Fact]
    public async Task Its_policies_on_resources_let_other_accounts_in()
    {
        var (owner, other) = (await server.NewAccountAsync(), await server.NewAccountAsync());
        await SendAsync(owner, HttpMethod.Post, "/lamps", """{"name":"hall"}""");
        var path = $"/lamps/{owner.AccountId}/hall";
        var (status, denied) = await SendAsync(other, HttpMethod.Get, path);
        Assert.Equal((HttpStatusCode.Forbidden, "AccessDeniedException"), (status, (string?)denied["__type"]));
        Assert.Equal(
            $"User: arn:aws:iam::{other.AccountId}:root is not authorized to perform: lamps:GetLamp on resource: "
                + $"arn:aws:lamps::{owner.AccountId}:lamp/hall because no resource-based policy allows the lamps:GetLamp action",
            (string?)denied["message"]
        );
        var policy = $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{other.AccountId}}"},
              "Action":"lamps:GetLamp","Resource":"*"}]}
            """;
        await SendAsync(owner, HttpMethod.Put, "/lamps/hall/policy", new JsonObject { ["policy"] = policy }.ToJsonString());
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(other, HttpMethod.Get, path)).Status);
    }

    [Fact]
    public async Task Its_policies_on_resources_do_not_let_in_a_namesake_of_a_user_who_is_gone()
    {
        var (owner, other) = (await server.NewAccountAsync(), await server.NewAccountAsync());
        await SendAsync(owner, HttpMethod.Post, "/lamps", """{"name":"shed"}""");
        const string mayLook = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"lamps:GetLamp","Resource":"*"}]}""";
        var ann = await other.NewUserAsync("Ann", mayLook);
        var policy = $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{other.AccountId}}:user/Ann"},
              "Action":"lamps:GetLamp","Resource":"*"}]}
            """;
        var body = new JsonObject { ["policy"] = policy }.ToJsonString();
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(owner, HttpMethod.Put, "/lamps/shed/policy", body)).Status);
        var path = $"/lamps/{owner.AccountId}/shed";
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(ann, HttpMethod.Get, path)).Status);

        await other.Iam("DeleteAccessKey", ("UserName", "Ann"), ("AccessKeyId", ann.Credentials.AccessKeyId));
        await other.Iam("DeleteUserPolicy", ("UserName", "Ann"), ("PolicyName", "policy"));
        await other.Iam("DeleteUser", ("UserName", "Ann"));
        var (status, error) = await SendAsync(owner, HttpMethod.Put, "/lamps/shed/policy", body);
        Assert.Equal(
            (HttpStatusCode.BadRequest, $"There is no principal arn:aws:iam::{other.AccountId}:user/Ann."),
            (status, (string?)error["message"])
        );
        var namesake = await other.NewUserAsync("Ann", mayLook);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(namesake, HttpMethod.Get, path)).Status);
        await SendAsync(owner, HttpMethod.Put, "/lamps/shed/policy", body);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(namesake, HttpMethod.Get, path)).Status);
    }

    [Fact]
    public async Task Its_errors_and_constraints_are_the_models()
    {
        var root = await server.NewAccountAsync();
        await SendAsync(root, HttpMethod.Post, "/lamps", """{"name":"attic"}""");
        var (status, error) = await SendAsync(root, HttpMethod.Post, "/lamps", """{"name":"attic"}""");
        Assert.Equal(
            (HttpStatusCode.Conflict, "LampExistsException", "There is a lamp attic already."),
            (status, (string?)error["__type"], (string?)error["message"])
        );
        Assert.Equal(
            "ValidationException",
            (string?)(await SendAsync(root, HttpMethod.Post, "/lamps", """{"name":"ATTIC"}""")).Body["__type"]
        );
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(root, HttpMethod.Delete, "/lamps/attic")).Status);
    }

    [Fact]
    public async Task Its_calls_are_recorded()
    {
        var root = await server.NewAccountAsync();
        await SendAsync(root, HttpMethod.Post, "/lamps", """{"name":"porch"}""");
        var events = await server.Management.CallAsync("mantle", "ListEvents", ("AccountId", root.AccountId));
        var happened = events.All("member").Select(text => JsonNode.Parse(text)!).Single(one => (string?)one["eventName"] == "CreateLamp");
        Assert.Equal(("lamps.amazonaws.com", "porch"), ((string?)happened["eventSource"], (string?)happened["requestParameters"]!["name"]));
    }

    static async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(
        TestClient caller,
        HttpMethod method,
        string path,
        string? body = null
    )
    {
        var uri = new Uri(new Uri(caller.Endpoint), path);
        var bytes = Encoding.UTF8.GetBytes(body ?? "");
        var headers = new HeaderList().Add("host", uri.Authority);
        new RequestSigner(caller.Credentials, "us-east-1", "lamps").Sign(
            SignableRequest.FromTarget(method.Method, path, headers),
            PayloadHash.Of(bytes),
            caller.Now
        );
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(method, uri) { Content = body is null ? null : new ByteArrayContent(bytes) };
        for (var i = 0; i < headers.Count; i++)
            if (headers[i].Key != "host")
                request.Headers.TryAddWithoutValidation(headers[i].Key, headers[i].Value);
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!);
    }
}

/// <summary>A server that also serves the example.</summary>
public sealed class ExampleServiceServer : TestServer
{
    internal override ServerOptions Configure(ServerOptions options) =>
        options with
        {
            FurtherModules = [ModuleOffer.Keeping(parts => new LampsModule(parts))],
        };
}
