using System.Net;
using Mantle.Wire;

namespace Mantle.Http;

/// <summary>
/// Protects a server that listens on loopback only from web pages in a browser on the same machine. A page can make its own host name
/// resolve to this machine (DNS rebinding), or post a form to the server. Pages cannot sign requests, so only unsigned requests are
/// checked.
/// </summary>
public sealed class LoopbackGuard(string? publicUrl, IReadOnlyList<IPNetwork> trustedProxies)
{
    static readonly string[] AwsDomains = [".amazonaws.com", ".amazonaws.com.cn"];

    readonly string? publicHost = Uri.TryCreate(publicUrl, UriKind.Absolute, out var url) ? url.Host : null;

    /// <summary>Whether the server listens on loopback only; true until the addresses are known.</summary>
    public bool IsLocal { get; set; } = true;

    /// <summary>Refuses a request whose host name is not one of the server's own.</summary>
    /// <exception cref="ApiException">AccessDenied.</exception>
    public void CheckHost(Exchange exchange)
    {
        if (!IsLocal || exchange.IsFromProxy(trustedProxies))
            return;
        var host = exchange.Http.Request.Host.Host;
        // Names without a dot come from the machine or its network, and AWS's domains from AWS, so no web page can own them.
        if (IsOwn(host) || !host.TrimEnd('.').Contains('.', StringComparison.Ordinal) || AwsDomains.Any(domain => Ends(host, domain)))
            return;
        throw CommonErrors.AccessDenied(
            $"This server listens on its own machine only and is not called '{host}': call it localhost, or sign the request."
        );
    }

    /// <summary>
    /// Refuses a request that a page of another site sent. Requests that only read what everyone may need no check: browsers keep the
    /// answers from such a page.
    /// </summary>
    /// <exception cref="ApiException">AccessDenied.</exception>
    public void CheckOrigin(Exchange exchange)
    {
        if (IsLocal && IsForeign(exchange))
            throw CommonErrors.AccessDenied("This server listens on its own machine only: other sites' pages cannot call it unsigned.");
    }

    bool IsForeign(Exchange exchange)
    {
        if (exchange.Header("Origin") is not { } origin)
            return exchange.Header("Sec-Fetch-Site") is "cross-site";
        // A file, an extension or an application can have an origin with any host, or with none.
        return !Uri.TryCreate(origin, UriKind.Absolute, out var page)
            || page.Scheme is not ("http" or "https")
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
