using System.Net;
using System.Text.Json;
using Mantle.Server.Tests.Operations.Admin.Workloads;
using Mantle.Server.Tests.Operations.Eks;
using Mantle.Server.Tests.Support;
using Mantle.Server.Tests.Workloads;
using Mantle.SigV4;

namespace Mantle.Server.Tests.Operations.RolesAnywhere;

/// <summary>Calls to IAM Roles Anywhere, signed with an access key or with a certificate's key.</summary>
static class AnywhereCalls
{
    public const string Service = "rolesanywhere.amazonaws.com";

    /// <summary>A call that succeeds; returns its answer.</summary>
    public static async Task<JsonElement> AnywhereAsync(this TestClient client, string method, string path, object? body = null)
    {
        var answer = await client.TryAnywhereAsync(method, path, body);
        Assert.True((int)answer.Status is 200 or 201, $"{method} {path}: {answer.Body.GetRawText()}");
        return answer.Body;
    }

    public static Task<(HttpStatusCode Status, JsonElement Body)> TryAnywhereAsync(
        this TestClient client,
        string method,
        string path,
        object? body = null
    ) => client.RestAsync("rolesanywhere", method, path, body);

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public static string Message(this JsonElement body) => body.Text("message");

    /// <summary>An enabled trust anchor; returns its detail.</summary>
    public static async Task<JsonElement> NewAnchorAsync(this TestClient client, string pem, bool enabled = true) =>
        (
            await client.AnywhereAsync(
                "POST",
                "/trustanchors",
                new
                {
                    name = "anchor",
                    enabled,
                    source = new { sourceType = "CERTIFICATE_BUNDLE", sourceData = new { x509CertificateData = pem } },
                }
            )
        ).GetProperty("trustAnchor");

    /// <summary>An enabled profile with a role; returns its detail.</summary>
    public static async Task<JsonElement> NewProfileAsync(this TestClient client, string role, object? more = null)
    {
        var body = new Dictionary<string, object?>
        {
            ["name"] = "profile",
            ["enabled"] = true,
            ["roleArns"] = new[] { role },
        };
        foreach (var property in more?.GetType().GetProperties() ?? [])
            body[property.Name] = property.GetValue(more);
        return (await client.AnywhereAsync("POST", "/profiles", body)).GetProperty("profile");
    }

    /// <summary>A role for certificates that may list users.</summary>
    public static async Task<string> NewOutsideRoleAsync(this TestClient root, string name = "outside", string? condition = null)
    {
        var arn = (await root.Iam("CreateRole", ("RoleName", name), ("AssumeRolePolicyDocument", Trust(condition)))).Text("Arn");
        await root.Iam("PutRolePolicy", ("RoleName", name), ("PolicyName", "policy"), ("PolicyDocument", Documents.Allow("iam:ListUsers")));
        return arn;
    }

    public static string Trust(string? condition = null, string? actions = null) =>
        WorkloadCalls.TrustOf(Service, condition, actions: actions ?? "\"sts:AssumeRole\",\"sts:TagSession\",\"sts:SetSourceIdentity\"");

    /// <summary>A client that signs with the session in an answer.</summary>
    public static TestClient OutsideSession(this TestClient client, JsonElement answer)
    {
        var keys = answer.GetProperty("credentialSet")[0].GetProperty("credentials");
        return client.With(new Credentials(keys.Text("accessKeyId"), keys.Text("secretAccessKey"), keys.Text("sessionToken")));
    }

    /// <summary>Sends a request that was signed with a certificate's key.</summary>
    public static async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(
        this TestClient client,
        string target,
        byte[] body,
        HeaderList headers,
        string method = "POST"
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(client.Endpoint + target));
        if (method != "GET")
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        for (var i = 0; i < headers.Count; i++)
            if (headers[i].Key is not ("host" or "content-type"))
                request.Headers.TryAddWithoutValidation(headers[i].Key, headers[i].Value);
        using var response = await HelperCalls.Http.SendAsync(request);
        var text = await response.Content.ReadAsByteArrayAsync();
        return (response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }
}
