using System.Net;
using Mantle.Wire;
using Microsoft.AspNetCore.Http;

namespace Mantle.Http;

/// <summary>
/// Keeps other sites' pages from a server that listens on this machine only. A browser on the machine reaches it, and takes a page that
/// has its own name resolve to this machine for the server itself (DNS rebinding), or posts a page's form to it unasked. Neither can
/// sign, so this is about requests that nobody signed.
/// </summary>
public sealed class LocalCalls(string? publicUrl, IReadOnlyList<IPNetwork> trustedProxies)
{
    static readonly string[] AwsDomains = [".amazonaws.com", ".amazonaws.com.cn"];

    readonly string? publicHost = Uri.TryCreate(publicUrl, UriKind.Absolute, out var url) ? url.Host : null;

    /// <summary>Whether only this machine reaches the server; taken to be so until it is known.</summary>
    public bool IsLocal { get; set; } = true;

    /// <summary>Refuses a request that calls the server by a name that is none of its own.</summary>
    /// <exception cref="ApiException">AccessDenied.</exception>
    public void CheckHost(Exchange exchange)
    {
        if (!IsLocal || exchange.IsFromProxy(trustedProxies))
            return;
        var host = exchange.Http.Request.Host.Host;
        // Names of one label are given by the machine or its network, and those of AWS by AWS.
        if (IsOwn(host) || !host.TrimEnd('.').Contains('.', StringComparison.Ordinal) || AwsDomains.Any(domain => Ends(host, domain)))
            return;
        throw CommonErrors.AccessDenied(
            $"This server listens on its own machine only and is not called '{host}': call it localhost, or sign the request."
        );
    }

    /// <summary>Refuses what another site's page posts.</summary>
    /// <exception cref="ApiException">AccessDenied.</exception>
    public void CheckOrigin(Exchange exchange)
    {
        if (IsLocal && HttpMethods.IsPost(exchange.Http.Request.Method) && IsForeign(exchange))
            throw CommonErrors.AccessDenied("This server listens on its own machine only: other sites' pages cannot post to it unsigned.");
    }

    bool IsForeign(Exchange exchange)
    {
        if (exchange.Header("Origin") is not { } origin)
            return exchange.Header("Sec-Fetch-Site") is "cross-site";
        return !Uri.TryCreate(origin, UriKind.Absolute, out var page)
            || !(IsOwn(page.Host) || page.Host.Equals(exchange.Http.Request.Host.Host, StringComparison.OrdinalIgnoreCase));
    }

    bool IsOwn(string host) =>
        host.Length == 0
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address))
        || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || Ends(host, ".localhost")
        || (publicHost is not null && (host.Equals(publicHost, StringComparison.OrdinalIgnoreCase) || Ends(host, $".{publicHost}")));

    static bool Ends(string host, string domain) => host.TrimEnd('.').EndsWith(domain, StringComparison.OrdinalIgnoreCase);
}
