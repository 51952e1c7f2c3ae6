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
    [InlineData("10.0.0.1", "", "10.0.0.1")]
    [InlineData("10.0.0.1", "::ffff:203.0.113.9", "203.0.113.9")]
    [InlineData("10.0.0.1", "::FFFF:cb00:7109", "203.0.113.9")]
    [InlineData("10.0.0.1", "203.0.113.9, ::ffff:10.0.0.2", "203.0.113.9")]
    [InlineData("10.0.0.1", "203.0.113.9:1234", "203.0.113.9")]
    [InlineData("10.0.0.1", "[2001:db8::1]:443", "2001:db8::1")]
    [InlineData("10.0.0.1", "[2001:db8::1]", "2001:db8::1")]
    [InlineData("10.0.0.1", "[::ffff:203.0.113.9]:443", "203.0.113.9")]
    [InlineData("10.0.0.1", "198.51.100.1, 203.0.113.9:99, 10.0.0.2:80", "203.0.113.9")]
    [InlineData("10.0.0.1", "nonsense, 203.0.113.9", "203.0.113.9")]
    [InlineData("10.0.0.1", ", 203.0.113.9, ,", "203.0.113.9")]
    [InlineData("192.0.2.7", "203.0.113.9", "192.0.2.7")]
    public void Only_a_trusted_proxy_forwards_an_address(string peer, string? forwarded, string address)
    {
        Assert.Equal(IPAddress.Parse(address), RequestFrom(peer, ("X-Forwarded-For", forwarded)).SourceIp(Proxies));
        Assert.Equal(
            IPAddress.Parse(peer.Replace("::ffff:", "", StringComparison.Ordinal)),
            RequestFrom(peer, ("X-Forwarded-For", forwarded)).SourceIp([])
        );
    }

    /// <summary>The proxy's own address would stand for a caller that nobody knows, and policies may trust it.</summary>
    [Theory]
    [InlineData("nonsense")]
    [InlineData("unknown")]
    [InlineData("203.0.113.9, nonsense")]
    [InlineData("nonsense, 10.0.0.2")]
    [InlineData("203.9")]
    [InlineData("0313.0.0161.011")]
    [InlineData("203.0.113.9:")]
    [InlineData("203.0.113.9:x")]
    [InlineData("203.0.113.9:99999")]
    [InlineData("2001:db8::1]")]
    public void A_caller_whose_address_the_proxy_does_not_tell_has_none(string forwarded) =>
        Assert.Equal(IPAddress.None, RequestFrom("10.0.0.1", ("X-Forwarded-For", forwarded)).SourceIp(Proxies));

    [Fact]
    public void Where_every_address_is_a_proxys_what_is_no_address_is_not_passed_over() =>
        Assert.Equal(
            IPAddress.None,
            RequestFrom("10.0.0.1", ("X-Forwarded-For", "203.0.113.9, nonsense")).SourceIp([IPNetwork.Parse("0.0.0.0/0")])
        );

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
