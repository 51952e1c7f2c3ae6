using System.Net;
using System.Text.Json;
using Mantle.Server.Tests.Operations.Admin.Workloads;
using Mantle.Server.Tests.Support;
using Mantle.Server.Tests.Workloads;
using Mantle.SigV4;

namespace Mantle.Server.Tests.Operations.Eks;

/// <summary>Signed calls to EKS, and what pods need.</summary>
static class EksCalls
{
    public const string Cluster = "shop-cluster",
        Path = $"/clusters/{Cluster}/pod-identity-associations",
        Pods = "pods.eks.amazonaws.com";

    /// <summary>The answer of a REST-JSON call, and its error code.</summary>
    public static async Task<(HttpStatusCode Status, JsonElement Body)> RestAsync(
        this TestClient client,
        string service,
        string method,
        string path,
        object? body = null,
        string? region = null
    )
    {
        var uri = new Uri(client.Endpoint + path);
        var bytes = body is null ? [] : JsonSerializer.SerializeToUtf8Bytes(body);
        var headers = new HeaderList().Add("host", uri.Authority);
        new RequestSigner(client.Credentials, region ?? client.Region, service).Sign(
            SignableRequest.FromTarget(method, uri.PathAndQuery, headers),
            PayloadHash.Of(bytes),
            client.Now
        );
        using var request = new HttpRequestMessage(new HttpMethod(method), uri);
        if (body is not null)
            request.Content = new ByteArrayContent(bytes) { Headers = { ContentType = new("application/json") } };
        for (var i = 0; i < headers.Count; i++)
            if (headers[i].Key is not "host")
                request.Headers.TryAddWithoutValidation(headers[i].Key, headers[i].Value);
        using var response = await HelperCalls.Http.SendAsync(request);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync()).RootElement);
    }

    public static string? Code(this (HttpStatusCode Status, JsonElement Body) answer) =>
        answer.Body.TryGetProperty("__type", out var code) ? code.GetString() : null;

    /// <summary>Associates a role with the service account <c>shop:cart</c>; returns the association.</summary>
    public static async Task<JsonElement> AssociateAsync(this TestClient client, string role, bool disableSessionTags = false)
    {
        var answer = await client.RestAsync(
            "eks",
            "POST",
            Path,
            new
            {
                @namespace = "shop",
                serviceAccount = "cart",
                roleArn = role,
                disableSessionTags,
            }
        );
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body.GetRawText());
        return answer.Body.GetProperty("association");
    }

    /// <summary>A token of the service account <c>shop:cart</c>, or of another one.</summary>
    public static async Task<string> PodTokenAsync(
        this TestClient root,
        string subject = "system:serviceaccount:shop:cart",
        string audience = Pods
    )
    {
        await root.SendAsync("iam", "EnableOutboundWebIdentityFederation");
        return (await root.CallAsync("mantle", "IssueServiceAccountToken", ("Subject", subject), ("Audience", audience))).Text("Token");
    }

    /// <summary>A role for pods that may list users.</summary>
    public static Task<string> NewPodRoleAsync(this TestClient root, string? condition = null) =>
        root.NewServiceRoleAsync("pod", Pods, condition);

    public static Task<(HttpStatusCode Status, JsonElement Body)> AssumeForPodAsync(
        this TestClient client,
        string token,
        string cluster = Cluster
    ) => client.RestAsync("eks-auth", "POST", $"/clusters/{cluster}/assume-role-for-pod-identity", new { token });

    public static TestClient SessionOf(this TestClient client, JsonElement answer)
    {
        string Member(string name) => answer.GetProperty("credentials").GetProperty(name).GetString()!;
        return client.With(new(Member("accessKeyId"), Member("secretAccessKey"), Member("sessionToken")));
    }
}
