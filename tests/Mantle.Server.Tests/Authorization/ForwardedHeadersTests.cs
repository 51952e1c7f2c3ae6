using System.Net;
using Mantle.Http;
using Microsoft.AspNetCore.Http;

namespace Mantle.Server.Tests.Authorization;

/// <summary>The sources of <c>aws:SourceIp</c> and <c>aws:SecureTransport</c>: forwarded values count only from a trusted proxy.</summary>
public class ForwardedHeadersTests
{
    static readonly IPNetwork[] Proxies = [IPNetwork.Parse("10.0.0.0/8")];

    [Theory]
    [InlineData("10.0.0.1", "203.0.113.9", "203.0.113.9")]
    [InlineData("10.0.0.1", "198.51.100.1, 203.0.113.9, 10.0.0.2", "203.0.113.9")]
    [InlineData("10.0.0.1", "2001:db8::1", "2001:db8::1")]
    [InlineData("::ffff:10.0.0.1", "203.0.113.9", "203.0.113.9")]
    [InlineData("10.0.0.1", null, "10.0.0.1")]
    [InlineData("10.0.0.1", "nonsense", "10.0.0.1")]
    [InlineData("192.0.2.7", "203.0.113.9", "192.0.2.7")]
    public void Only_a_trusted_proxy_forwards_an_address(string peer, string? forwarded, string address)
    {
        Assert.Equal(IPAddress.Parse(address), RequestFrom(peer, ("X-Forwarded-For", forwarded)).SourceIp(Proxies));
        Assert.Equal(
            IPAddress.Parse(peer.Replace("::ffff:", "", StringComparison.Ordinal)),
            RequestFrom(peer, ("X-Forwarded-For", forwarded)).SourceIp([])
        );
    }

    [Theory]
    [InlineData("10.0.0.1", "https", true)]
    [InlineData("10.0.0.1", "HTTPS", true)]
    [InlineData("10.0.0.1", "http", false)]
    [InlineData("10.0.0.1", null, false)]
    [InlineData("192.0.2.7", "https", false)]
    public void Only_a_trusted_proxy_forwards_a_scheme(string peer, string? forwarded, bool secure)
    {
        Assert.Equal(secure, RequestFrom(peer, ("X-Forwarded-Proto", forwarded)).IsSecure(Proxies));
        Assert.False(RequestFrom(peer, ("X-Forwarded-Proto", forwarded)).IsSecure([]));
    }

    [Fact]
    public void A_line_that_the_client_sent_itself_does_not_hide_the_proxys()
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse("10.0.0.1");
        http.Request.Headers["X-Forwarded-For"] = new(["198.51.100.1", "203.0.113.9"]);
        http.Request.Headers["X-Forwarded-Proto"] = new(["https", "http"]);
        var exchange = new Exchange(http, Callers.Now);
        Assert.Equal(IPAddress.Parse("203.0.113.9"), exchange.SourceIp(Proxies));
        Assert.False(exchange.IsSecure(Proxies));
    }

    static Exchange RequestFrom(string peer, (string Name, string? Value) header)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(peer);
        if (header.Value is not null)
            http.Request.Headers[header.Name] = header.Value;
        return new Exchange(http, Callers.Now);
    }
}
