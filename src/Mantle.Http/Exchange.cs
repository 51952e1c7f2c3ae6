using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Mantle.Core.Accounts;
using Mantle.Core.Authentication;
using Mantle.SigV4;
using Mantle.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Mantle.Http;

/// <summary>An HTTP request and its answer, with what the pipeline finds out about them.</summary>
public sealed class Exchange : ISignedRequest
{
    const int FirstBuffer = 4_095;

    readonly HeaderList headers = new();
    readonly string path;
    readonly string query;
    readonly UnverifiedSignature signature;

    public Exchange(HttpContext http, DateTimeOffset time)
    {
        Http = http;
        Time = time;
        RequestId = RandomId.New().ToString();
        foreach (var header in http.Request.Headers)
        foreach (var value in header.Value)
            headers.Add(header.Key, value ?? "");
        // The signature covers the target as it was sent; the framework's path is decoded and normalized.
        var target = OriginForm(http.Features.Get<IHttpRequestFeature>()!.RawTarget);
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        (path, query) = mark < 0 ? (target, "") : (target[..mark], target[(mark + 1)..]);
        signature = UnverifiedSignature.Of(Signable);
    }

    /// <summary>
    /// A client that treats the server as a proxy sends scheme and host before the path, but signs only the path
    /// (<see href="https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2"/>). The framework has checked that the host equals the header.
    /// </summary>
    static string OriginForm(string target)
    {
        var scheme = target.StartsWith('/') ? -1 : target.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
            return target;
        var end = target.AsSpan(scheme + 3).IndexOfAny('/', '?');
        var rest = end < 0 ? "" : target[(scheme + 3 + end)..];
        return rest.StartsWith('/') ? rest : "/" + rest;
    }

    public HttpContext Http { get; }

    public DateTimeOffset Time { get; }

    public string RequestId { get; }

    /// <summary>The body, if it is read whole before authentication; otherwise empty.</summary>
    public ReadOnlyMemory<byte> Body { get; private set; }

    /// <summary>The query string as it was sent, without the question mark.</summary>
    public string Query => query;

    /// <summary>The path as it was sent, with percent-encoding.</summary>
    public string Path => path;

    /// <summary>The operation that the request names. It is known before the input is bound.</summary>
    public OperationInfo? Operation { get; set; }

    /// <summary>Whether the caller is known, also as anonymous. From then on, errors are in the call's record.</summary>
    public bool IsCallerKnown { get; set; }

    /// <summary>Data of the service's own request handling; null if the service has none.</summary>
    public object? Front { get; set; }

    /// <summary>Whether the request has no signature of any version.</summary>
    public bool IsUnsigned =>
        Header("Authorization") is null && !SignatureParameters.Any(name => Query.Contains(name, StringComparison.OrdinalIgnoreCase));

    static readonly string[] SignatureParameters =
    [
        "X-Amz-Algorithm",
        "X-Amz-Credential",
        "X-Amz-Signature",
        "AWSAccessKeyId",
        "Signature=",
    ];

    public SignableRequest Signable => new(Http.Request.Method, path, query, headers);

    /// <summary>The request's signature, parsed once and not verified. It tells the service, and later the caller.</summary>
    public ref readonly UnverifiedSignature Signature => ref signature;

    public string? Header(string name) => headers.Find(name);

    /// <summary>The body, for services that read it while it arrives.</summary>
    public Stream OpenBody() => new IncomingBody(Http);

    /// <summary>Reads the whole body.</summary>
    /// <exception cref="ApiException">It is longer than <paramref name="limit"/> bytes.</exception>
    public async ValueTask ReadBodyAsync(int limit)
    {
        var length = Http.Request.ContentLength;
        if (length > limit)
            throw TooLarge();
        await using var body = OpenBody();
        // The buffer grows with what arrives: a client can declare any length at no cost. A byte more spares the last read a larger one.
        var received = new ArrayBufferWriter<byte>((int)Math.Min(length ?? 0, FirstBuffer) + 1);
        while (await body.ReadAsync(received.GetMemory(1)) is > 0 and var count)
        {
            received.Advance(count);
            if (received.WrittenCount <= limit)
                continue;
            // Only a body of unknown length gets here. It may have no end, so no other request can follow it. HTTP/2 ends the one stream.
            if (HttpProtocol.IsHttp11(Http.Request.Protocol))
                Http.Response.Headers.Connection = "close";
            throw TooLarge();
        }
        Body = received.WrittenMemory;
    }

    static ApiException TooLarge() => new("RequestEntityTooLarge", 413, Fault.Sender, "The request body is too large.");

    /// <summary>The caller's address: the peer's, or the one that a trusted proxy forwarded.</summary>
    public IPAddress SourceIp(IReadOnlyList<IPNetwork> trustedProxies) => ForwardedAddress(trustedProxies) ?? Peer;

    public bool IsSecure(IReadOnlyList<IPNetwork> trustedProxies) =>
        Http.Request.IsHttps || (IsTrusted(Peer, trustedProxies) && IsHttpsAllTheWay(Http.Request.Headers["X-Forwarded-Proto"].ToString()));

    /// <summary>Whether every listed scheme is https: the server cannot tell which of several values the proxy set.</summary>
    static bool IsHttpsAllTheWay(string schemes) =>
        schemes.Length > 0
        && schemes.Split(',', StringSplitOptions.TrimEntries).All(scheme => scheme.Equals("https", StringComparison.OrdinalIgnoreCase));

    IPAddress Peer => Plain(Http.Connection.RemoteIpAddress ?? IPAddress.None);

    /// <summary>Policies name IPv4 addresses as such, so an address has one form whoever wrote it.</summary>
    static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>
    /// The last forwarded address that is not a trusted proxy; null if none was forwarded. If a proxy forwarded something else than an
    /// address, nobody knows the caller's, and the proxy's would be a false one that policies may trust. <see cref="IPAddress.None"/> is
    /// in no network but that of all addresses: a policy that allows some networks does not allow it, and one that denies all others
    /// denies it.
    /// </summary>
    IPAddress? ForwardedAddress(IReadOnlyList<IPNetwork> trustedProxies)
    {
        if (trustedProxies.Count == 0 || !IsTrusted(Peer, trustedProxies))
            return null;
        // A proxy may add its own header line after the client's, so all lines are joined in order.
        var forwarded = Http.Request.Headers["X-Forwarded-For"].ToString();
        var hops = forwarded.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        IPAddress? address = null;
        foreach (var hop in hops.Reverse())
        {
            if (AddressOf(hop) is not { } parsed)
                return IPAddress.None;
            address = parsed;
            if (!IsTrusted(parsed, trustedProxies))
                break;
        }
        return address;
    }

    /// <summary>
    /// The address in <c>203.0.113.9</c>, <c>203.0.113.9:1234</c>, <c>2001:db8::1</c> or <c>[2001:db8::1]:443</c>; null in any other text.
    /// The framework also reads octal and shortened forms of IPv4, which no proxy writes and which others read differently.
    /// </summary>
    static IPAddress? AddressOf(string hop)
    {
        if (!IPEndPoint.TryParse(hop, out var end))
            return null;
        return end.AddressFamily != AddressFamily.InterNetwork || hop.Split(':')[0] == end.Address.ToString() ? Plain(end.Address) : null;
    }

    /// <summary>Whether the peer is a trusted proxy.</summary>
    public bool IsFromProxy(IReadOnlyList<IPNetwork> trustedProxies) => IsTrusted(Peer, trustedProxies);

    static bool IsTrusted(IPAddress address, IReadOnlyList<IPNetwork> trustedProxies)
    {
        foreach (var network in trustedProxies)
            if (network.Contains(address))
                return true;
        return false;
    }
}
