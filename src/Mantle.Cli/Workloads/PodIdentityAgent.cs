using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Mantle.Cli.Client;
using Mantle.SigV4;
using Microsoft.AspNetCore.Http;

namespace Mantle.Cli.Workloads;

/// <summary>
/// The agent of EKS Pod Identity: a pod presents the token of its service account, and gets the credentials of the role that is associated
/// with it (<see href="https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html"/>).
/// </summary>
sealed class PodIdentityAgent(MantleClient client, string cluster)
{
    /// <summary>The path that EKS puts into pods.</summary>
    public const string Path = "/v1/credentials";

    /// <summary>Most tokens whose credentials are kept.</summary>
    const int MostKept = 4_096;

    readonly Dictionary<string, CredentialCache> kept = new(StringComparer.Ordinal);

    public async Task AnswerAsync(HttpContext http)
    {
        var (status, body) = await FindAsync(http);
        await ContainerEndpoint.SendAsync(http.Response, status, body);
    }

    async Task<(int Status, byte[] Body)> FindAsync(HttpContext http)
    {
        var request = http.Request;
        if (!OwnHosts.Has(request.Host.Host))
            return ContainerEndpoint.Refusal(403, "InvalidHost", "The host name is not this machine's.");
        if (request.Path != Path)
            return ContainerEndpoint.Refusal(404, "NotFound", "There are no credentials here.");
        if (request.Method != "GET")
            return ContainerEndpoint.Refusal(405, "MethodNotAllowed", "Credentials are read with GET.");
        var token = request.Headers.Authorization.ToString().Trim();
        if (token.Length == 0)
            return ContainerEndpoint.Refusal(400, "InvalidTokenException", "The token of the service account is missing.");
        try
        {
            return (200, ContainerEndpoint.Json(await CacheOf(token).GetAsync(null, http.RequestAborted)));
        }
        catch (CallException error)
        {
            return ContainerEndpoint.Refusal(
                error.IsTransient ? 503
                    : error.Status is 404 ? 404
                    : 403,
                error.Error.Length > 0 ? error.Error : "ServiceUnavailable",
                error.Message
            );
        }
    }

    /// <summary>The credentials of a token. Only its hash is kept beside them.</summary>
    CredentialCache CacheOf(string token)
    {
        var key = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        lock (kept)
        {
            if (kept.TryGetValue(key, out var cache))
                return cache;
            if (kept.Count >= MostKept)
                kept.Clear();
            return kept[key] = new CredentialCache(new Pod(client, cluster, token));
        }
    }

    /// <summary>One pod's role.</summary>
    sealed class Pod(MantleClient client, string cluster, string token) : IRoleSource
    {
        public DateTimeOffset Now => client.Identity.Now;

        public async Task<RoleCredentials> IssueAsync(string? roleDelivery, CancellationToken cancellation)
        {
            var answer = await client.PostJsonAsync(
                "eks-auth",
                "AssumeRoleForPodIdentity",
                $"/clusters/{Uri.EscapeDataString(cluster)}/assume-role-for-pod-identity",
                Encoding.UTF8.GetBytes($$"""{"token":"{{JsonEncodedText.Encode(token)}}"}"""),
                cancellation
            );
            var credentials = answer.GetProperty("credentials");
            string Value(string name) => credentials.GetProperty(name).GetString()!;
            var session = answer.GetProperty("assumedRoleUser").GetProperty("arn").GetString()!.Split(':');
            return new RoleCredentials
            {
                Keys = new Credentials(Value("accessKeyId"), Value("secretAccessKey"), Value("sessionToken")),
                Issued = Now,
                Expires = DateTimeOffset.FromUnixTimeMilliseconds((long)(credentials.GetProperty("expiration").GetDouble() * 1_000)),
                RoleArn = $"arn:aws:iam::{session[4]}:role/{session[5].Split('/')[1]}",
            };
        }
    }
}
