using System.Globalization;
using System.Net;
using System.Text;
using Mantle.Cli.Client;
using Mantle.Cli.Workloads;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Mantle.Cli.Imds;

/// <summary>
/// The instance metadata service of one instance, or of many that are told apart by their source addresses
/// (<see href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html"/>). Refusals have AWS's
/// status and an empty body.
/// </summary>
sealed class MetadataServer(Func<IPAddress, Instance?> find, IdentitySigner signer)
{
    const string TokenHeader = "X-aws-ec2-metadata-token",
        LifetimeHeader = "X-aws-ec2-metadata-token-ttl-seconds";

    const string TokenPath = "api/token";

    public async Task AnswerAsync(HttpContext http)
    {
        http.Response.Headers.Server = "EC2ws";
        var peer = http.Connection.RemoteIpAddress!;
        var answer =
            !OwnHosts.Has(http.Request.Host.Host) ? (403, null)
            : find(peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer) is { } instance ? await FindAsync(http, instance)
            : (404, null);
        await SendAsync(http.Response, answer);
    }

    async Task<(int Status, string? Body)> FindAsync(HttpContext http, Instance instance)
    {
        var request = http.Request;
        var path = MetadataPath.BelowVersion(request.Path.Value!);
        if (request.Method == "PUT")
            return path == TokenPath ? NewToken(http, instance) : (404, null);
        if (request.Method is not ("GET" or "HEAD"))
            return (405, null);
        var token = request.Headers[TokenHeader].ToString();
        if (token.Length > 0 ? !instance.Tokens.IsValid(token) : instance.Options.HttpTokens == "required")
            return (401, null);
        if (request.Path == "/")
            return (200, "1.0\nlatest");
        if (path is null)
            return (404, null);
        var delivery = token.Length > 0 ? Instance.Version2 : Instance.Version1;
        if (path is MetadataTree.RoleInfo || $"{path}/".StartsWith(MetadataTree.Roles, StringComparison.Ordinal))
            return await RoleAsync(instance, path, delivery, http.RequestAborted);
        return MetadataTree.Find(instance, signer, path) is { } value ? (200, value) : (404, null);
    }

    /// <summary>
    /// A new session token. A request that came through a proxy gets none, and the answer does not survive more hops than the instance
    /// allows.
    /// </summary>
    static (int, string?) NewToken(HttpContext http, Instance instance)
    {
        if (http.Request.Headers.ContainsKey("X-Forwarded-For"))
            return (403, null);
        if (
            !int.TryParse(http.Request.Headers[LifetimeHeader], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds is < 1 or > MetadataTokens.Longest
        )
            return (400, null);
        http.Response.Headers[LifetimeHeader] = seconds.ToString(CultureInfo.InvariantCulture);
        if (http.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
            socket.Ttl = (short)instance.Options.HopLimit;
        // What is lost on the way is sent again, and must not get further then: the connection keeps the limit, and has no other answer.
        http.Response.Headers.Connection = "close";
        return (200, instance.Tokens.New(seconds));
    }

    /// <summary>
    /// What is below <c>iam</c>. An instance whose registration is gone has no role; while the server is away the answer is 503, which
    /// clients try again.
    /// </summary>
    static async Task<(int, string?)> RoleAsync(Instance instance, string path, string delivery, CancellationToken cancellation)
    {
        try
        {
            var credentials = await instance.Credentials.GetAsync(delivery, cancellation);
            return path == MetadataTree.RoleInfo ? (200, RoleDocuments.Info(credentials))
                : path.Length <= MetadataTree.Roles.Length ? (200, credentials.RoleName)
                : path == MetadataTree.Roles + credentials.RoleName ? (200, RoleDocuments.Credentials(credentials))
                : (404, null);
        }
        catch (CallException error)
        {
            return error.IsTransient ? (503, null)
                : error.Error == "AccessDenied" ? (200, RoleDocuments.Refused(instance.Now, error))
                : (404, null);
        }
    }

    static async Task SendAsync(HttpResponse response, (int Status, string? Body) answer)
    {
        response.StatusCode = answer.Status;
        var body = Encoding.UTF8.GetBytes(answer.Body ?? "");
        response.ContentLength = body.Length;
        if (body.Length == 0)
            return;
        response.ContentType = "text/plain";
        if (response.HttpContext.Request.Method != "HEAD")
            await response.Body.WriteAsync(body);
    }
}
