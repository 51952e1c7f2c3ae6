using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;

namespace Mantle.Server.Hosting;

/// <summary>The addresses that a host's server reports once it listens; empty for a server that does not listen on a network.</summary>
sealed class ListeningAddresses(IReadOnlyList<BindingAddress> all)
{
    public static ListeningAddresses Of(IServer? server) => Of(server?.Features.Get<IServerAddressesFeature>()?.Addresses ?? []);

    public static ListeningAddresses Of(IEnumerable<string> addresses) => new([.. addresses.Select(BindingAddress.Parse)]);

    /// <summary>Whether the host can be reached from this machine only: by loopback or within the process.</summary>
    public bool IsLocal => all.All(IsLoopback);

    /// <summary>A URL that reaches the host from this machine, such as <c>http://127.0.0.1:4700</c>; null if there is none.</summary>
    public string? Endpoint => all.Where(address => !IsPipe(address)).Select(UrlOf).FirstOrDefault();

    static bool IsPipe(BindingAddress address) => address.IsUnixPipe || address.IsNamedPipe;

    /// <summary>For any host name other than localhost the server listens on every interface, as for an asterisk.</summary>
    static bool IsLoopback(BindingAddress address) =>
        !IsPipe(address)
        && (
            address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip))
        );

    static string UrlOf(BindingAddress address)
    {
        var host = address.Host switch
        {
            "*" or "+" or "0.0.0.0" => "127.0.0.1",
            "[::]" => "[::1]",
            var named => named,
        };
        return string.Create(CultureInfo.InvariantCulture, $"{address.Scheme}://{host}:{address.Port}");
    }
}
