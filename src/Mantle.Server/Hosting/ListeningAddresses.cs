using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;

namespace Mantle.Server.Hosting;

/// <summary>Where a host listens, as its server says once it does; a server that listens nowhere says nothing.</summary>
sealed class ListeningAddresses(IReadOnlyList<BindingAddress> all)
{
    public static ListeningAddresses Of(IServer? server) => Of(server?.Features.Get<IServerAddressesFeature>()?.Addresses ?? []);

    public static ListeningAddresses Of(IEnumerable<string> addresses) => new([.. addresses.Select(BindingAddress.Parse)]);

    /// <summary>Whether only this machine reaches the host, by the loopback interface or from within the process.</summary>
    public bool IsLocal => all.All(IsLoopback);

    /// <summary>A URL that reaches the host from this machine, such as <c>http://127.0.0.1:4700</c>; null where it has none.</summary>
    public string? Endpoint => all.Where(address => !IsPipe(address)).Select(UrlOf).FirstOrDefault();

    static bool IsPipe(BindingAddress address) => address.IsUnixPipe || address.IsNamedPipe;

    /// <summary>A name that is none of this machine's own makes a server listen on every interface, as an asterisk does.</summary>
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
