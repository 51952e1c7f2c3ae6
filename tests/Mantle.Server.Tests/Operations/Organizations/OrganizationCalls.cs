using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mantle.Server.Tests.Support;
using Mantle.SigV4;

namespace Mantle.Server.Tests.Operations.Organizations;

/// <summary>Calls of Organizations, signed as an SDK signs them, and helpers for its tests.</summary>
static class OrganizationCalls
{
    static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    public const string FullAccess = "p-FullAWSAccess",
        Scp = "SERVICE_CONTROL_POLICY",
        Rcp = "RESOURCE_CONTROL_POLICY";

    /// <summary>A call that succeeds; null where the operation has no output.</summary>
    public static async Task<JsonNode?> Org(this TestClient client, string action, object? input = null)
    {
        var (status, answer) = await client.SendOrgAsync(action, input);
        Assert.True(status == HttpStatusCode.OK, $"{action}: {answer}");
        return answer;
    }

    /// <summary>A call that is refused with this code and, where given, reason and message.</summary>
    public static async Task<JsonNode> OrgRefused(
        this TestClient client,
        string code,
        string? reason,
        string action,
        object? input = null,
        string? message = null
    )
    {
        var (status, answer) = await client.SendOrgAsync(action, input);
        Assert.True(status == HttpStatusCode.BadRequest, $"{action}: {(int)status} {answer}");
        Assert.Equal((code, reason), ((string?)answer!["__type"], (string?)answer["Reason"]));
        if (message is not null)
            Assert.Equal(message, (string?)answer["Message"]);
        return answer;
    }

    public static Task<(HttpStatusCode Status, JsonNode? Answer)> SendOrgAsync(
        this TestClient client,
        string action,
        object? input = null
    ) =>
        client.SendOrgBytesAsync(
            "AWSOrganizationsV20161128." + action,
            Encoding.UTF8.GetBytes(input is null ? "{}" : input as string ?? JsonSerializer.Serialize(input))
        );

    public static async Task<(HttpStatusCode Status, JsonNode? Answer)> SendOrgBytesAsync(
        this TestClient client,
        string target,
        byte[] body
    )
    {
        var uri = new Uri(client.Endpoint);
        var headers = new HeaderList()
            .Add("host", uri.Authority)
            .Add("content-type", "application/x-amz-json-1.1")
            .Add("x-amz-target", target);
        new RequestSigner(client.Credentials, client.Region, "organizations").Sign(
            SignableRequest.FromTarget("POST", "/", headers),
            PayloadHash.Of(body),
            client.Now
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, uri) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/x-amz-json-1.1");
        for (var i = 0; i < headers.Count; i++)
            if (headers[i].Key is not ("host" or "content-type"))
                request.Headers.TryAddWithoutValidation(headers[i].Key, headers[i].Value);
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    /// <summary>An account that is the management account of a new organization.</summary>
    public static async Task<TestClient> NewOrganizationAsync(this TestServer server, string features = "ALL")
    {
        var management = await server.NewAccountAsync();
        await management.Org("CreateOrganization", new { FeatureSet = features });
        return management;
    }

    public static async Task<string> OrganizationIdAsync(this TestClient client) =>
        (string)(await client.Org("DescribeOrganization"))!["Organization"]!["Id"]!;

    public static async Task<string> RootIdAsync(this TestClient client) => (string)(await client.Org("ListRoots"))!["Roots"]![0]!["Id"]!;

    public static async Task<string> NewUnitAsync(this TestClient client, string parentId, string name = "unit") =>
        (string)(await client.Org("CreateOrganizationalUnit", new { ParentId = parentId, Name = name }))!["OrganizationalUnit"]!["Id"]!;

    /// <summary>A created member; the client signs as a session of its administrator role.</summary>
    public static async Task<TestClient> NewMemberAsync(this TestClient management, string? parentId = null)
    {
        var account = await management.NewMemberIdAsync();
        if (parentId is not null)
            await management.Org(
                "MoveAccount",
                new
                {
                    AccountId = account,
                    SourceParentId = await management.RootIdAsync(),
                    DestinationParentId = parentId,
                }
            );
        var admin = await management.NewUserAsync("admin" + account, Documents.Allow("sts:*"));
        return await admin.AssumeAsync($"arn:aws:iam::{account}:role/OrganizationAccountAccessRole");
    }

    public static async Task<string> NewMemberIdAsync(this TestClient management)
    {
        var status = (await management.Org("CreateAccount", new { AccountName = "member", Email = $"{Guid.NewGuid():N}@example.com" }))![
            "CreateAccountStatus"
        ]!;
        var done = (await management.Org("DescribeCreateAccountStatus", new { CreateAccountRequestId = (string)status["Id"]! }))![
            "CreateAccountStatus"
        ]!;
        Assert.Equal("SUCCEEDED", (string)done["State"]!);
        return (string)done["AccountId"]!;
    }

    /// <summary>A standalone account that joined by invitation; the client signs as its root user.</summary>
    public static async Task<TestClient> InviteAsync(this TestClient management, TestServer server)
    {
        var account = await server.NewAccountAsync();
        var handshake = await management.Org(
            "InviteAccountToOrganization",
            new { Target = new { Type = "ACCOUNT", Id = account.AccountId } }
        );
        await account.Org("AcceptHandshake", new { HandshakeId = (string)handshake!["Handshake"]!["Id"]! });
        return account;
    }

    public static async Task EnableAsync(this TestClient management, string type) =>
        await management.Org("EnablePolicyType", new { RootId = await management.RootIdAsync(), PolicyType = type });

    /// <summary>A policy of the organization; returns its id.</summary>
    public static async Task<string> NewOrgPolicyAsync(this TestClient management, string type, string content, string? name = null) =>
        (string)
            (
                await management.Org(
                    "CreatePolicy",
                    new
                    {
                        Name = name ?? Guid.NewGuid().ToString("N"),
                        Description = "",
                        Type = type,
                        Content = content,
                    }
                )
            )!["Policy"]!["PolicySummary"]!["Id"]!;

    public static Task AttachAsync(this TestClient management, string policyId, string targetId) =>
        management.Org("AttachPolicy", new { PolicyId = policyId, TargetId = targetId });

    public static IReadOnlyList<string> Ids(this JsonNode? answer, string list, string id = "Id") =>
        [.. answer![list]!.AsArray().Select(item => (string)item![id]!)];
}
