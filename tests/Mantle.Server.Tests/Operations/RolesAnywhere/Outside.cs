using System.Net;
using System.Text.Json;
using Mantle.Server.Tests.Operations.Eks;
using Mantle.Server.Tests.Support;
using Mantle.SigV4;

namespace Mantle.Server.Tests.Operations.RolesAnywhere;

/// <summary>An account with an authority, a trust anchor, a role and a profile, and what servers outside send to it.</summary>
sealed class Outside
{
    Outside(TestClient root, TestAuthority authority) => (Root, Authority) = (root, authority);

    public TestClient Root { get; }

    public TestAuthority Authority { get; }

    public string Role { get; private set; } = "";

    public string AnchorArn { get; private set; } = "";

    public string AnchorId => AnchorArn[(AnchorArn.LastIndexOf('/') + 1)..];

    public string ProfileArn { get; private set; } = "";

    public string ProfileId => ProfileArn[(ProfileArn.LastIndexOf('/') + 1)..];

    public DateTimeOffset Now => Root.Now;

    public static async Task<Outside> NewAsync(
        TestServer server,
        TestAuthority? authority = null,
        object? profile = null,
        string? condition = null,
        string? anchors = null,
        TestClient? account = null
    )
    {
        var root = account ?? await server.NewAccountAsync();
        var outside = new Outside(root, authority ?? TestAuthority.Root(root.Now));
        outside.Role = await root.NewOutsideRoleAsync(condition: condition);
        outside.AnchorArn = (await root.NewAnchorAsync(anchors ?? outside.Authority.Pem)).Text("trustAnchorArn");
        outside.ProfileArn = (await root.NewProfileAsync(outside.Role, profile)).Text("profileArn");
        return outside;
    }

    public TestAuthority Workload(string name = "CN=alice", bool isRsa = false) => Authority.Workload(Now, name, isRsa);

    public string Target(string? role = null, string? anchor = null, string? profile = null) =>
        $"/sessions?profileArn={Uri.EscapeDataString(profile ?? ProfileArn)}&roleArn={Uri.EscapeDataString(role ?? Role)}"
        + $"&trustAnchorArn={Uri.EscapeDataString(anchor ?? AnchorArn)}";

    /// <summary>Calls CreateSession with a certificate, as the credential helper does.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> TryAsync(
        TestAuthority workload,
        TestAuthority[]? chain = null,
        object? body = null,
        string? target = null,
        DateTimeOffset? at = null,
        Action<HeaderList>? tamper = null,
        byte[]? sent = null,
        string region = "us-east-1"
    )
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body ?? new { durationSeconds = 3600 });
        var headers = new HeaderList().Add("host", new Uri(Root.Endpoint).Authority).Add("content-type", "application/json");
        new CertificateSigner(
            workload.Certificate,
            workload.Key,
            [.. (chain ?? []).Select(each => each.Certificate)],
            region,
            "rolesanywhere"
        ).Sign(SignableRequest.FromTarget("POST", target ?? Target(), headers), PayloadHash.Of(bytes), at ?? Now);
        tamper?.Invoke(headers);
        return await Root.SendAsync(target ?? Target(), sent ?? bytes, headers);
    }

    public async Task<JsonElement> CreateAsync(
        TestAuthority workload,
        TestAuthority[]? chain = null,
        object? body = null,
        string? target = null
    )
    {
        var (status, answer) = await TryAsync(workload, chain, body, target);
        Assert.True(status == HttpStatusCode.Created, answer.GetRawText());
        return answer;
    }

    public Task<TestClient> SessionAsync(TestAuthority workload, TestAuthority[]? chain = null) =>
        SessionOfAsync(CreateAsync(workload, chain));

    async Task<TestClient> SessionOfAsync(Task<JsonElement> answer) => Root.OutsideSession(await answer);

    /// <summary>Refused with this code, and where given this message.</summary>
    public static void Refused((HttpStatusCode Status, JsonElement Body) answer, string code, string? message = null)
    {
        Assert.Equal(code, answer.Code());
        Assert.InRange((int)answer.Status, 400, 499);
        if (message is not null)
            Assert.Equal(message, answer.Body.Message());
    }
}
