using System.Net;
using Mantle.Server.Hosting;
using Mantle.Server.Tests.Operations.S3;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Authorization;

/// <summary>A server behind proxies on its own machine.</summary>
public sealed class ProxiedServer : TestServer
{
    internal override ServerOptions Configure(ServerOptions options) => options with { TrustedProxies = [IPNetwork.Parse("127.0.0.0/8")] };
}

/// <summary>What a proxy forwards decides as the caller's address, in every form in which proxies write addresses.</summary>
public class ForwardedCallTests(ProxiedServer server) : IClassFixture<ProxiedServer>
{
    [Theory]
    [InlineData("203.0.113.9", 403)]
    [InlineData("::ffff:203.0.113.9", 403)]
    [InlineData("203.0.113.9:1234", 403)]
    [InlineData("[::ffff:203.0.113.9]:1234", 403)]
    [InlineData("[2001:db8::1]:443", 403)]
    [InlineData("2001:db8::1", 403)]
    [InlineData("198.51.100.1", 200)]
    [InlineData("::ffff:198.51.100.1", 200)]
    [InlineData("[2001:db9::1]:443", 200)]
    public async Task A_denied_address_is_denied_however_it_is_written(string forwarded, int status) =>
        await CheckAsync("""{"IpAddress":{"aws:SourceIp":["203.0.113.0/24","2001:db8::/32"]}}""", forwarded, status);

    [Theory]
    [InlineData("127.0.0.1", 200)]
    [InlineData("unknown", 403)]
    [InlineData("203.0.113.9:", 403)]
    public async Task An_address_that_nobody_can_read_is_not_the_proxys(string forwarded, int status) =>
        await CheckAsync("""{"NotIpAddress":{"aws:SourceIp":["127.0.0.0/8"]}}""", forwarded, status);

    /// <summary>Lists buckets as a user who may, except where the condition holds.</summary>
    async Task CheckAsync(string condition, string forwarded, int status)
    {
        var s3 = await server.NewS3Async();
        var user = await s3.Client.NewUserAsync(
            "dev",
            $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},
             {"Effect":"Deny","Action":"*","Resource":"*","Condition":{{condition}}}]}
            """
        );
        (await s3.As(user).GetAsync("/", ("x-forwarded-for", forwarded))).Expect(status);
    }
}
