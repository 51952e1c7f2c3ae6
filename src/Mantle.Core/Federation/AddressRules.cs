using System.Net;
using System.Net.Sockets;

namespace Mantle.Core.Federation;

/// <summary>
/// Where an issuer may be. Its host name is an account's to choose, so the addresses behind it are looked at before anything is
/// sent: those of this link and those where a cloud answers its machines (metadata, keys) are never asked, those of private networks and
/// this machine only where the operator allows it.
/// </summary>
public static class AddressRules
{
    static readonly IPNetwork[] Never =
    [
        .. new[]
        {
            "0.0.0.0/8",
            "169.254.0.0/16",
            "224.0.0.0/3",
            "::/128",
            "fe80::/10",
            "ff00::/8",
            // Metadata and agents of Amazon, Google, Azure, Alibaba and Oracle outside the link-local range.
            "fd00:ec2::/32",
            "fd20:ce::/32",
            "168.63.129.16/32",
            "100.100.100.200/32",
            "192.0.0.192/32",
            // Teredo carries IPv4 addresses that cannot be told from outside.
            "2001::/32",
        }.Select(IPNetwork.Parse),
    ];

    static readonly IPNetwork[] Private =
    [
        .. new[]
        {
            "127.0.0.0/8",
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "100.64.0.0/10",
            "192.0.0.0/24",
            "198.18.0.0/15",
            "::1/128",
            "fc00::/7",
            "fec0::/10",
        }.Select(IPNetwork.Parse),
    ];

    public static bool MayConnect(IPAddress address, bool allowPrivate)
    {
        if (Embedded(address) is { } inner)
            address = inner;
        return !IsIn(Never, address) && (allowPrivate || !IsIn(Private, address));
    }

    /// <summary>The IPv4 address that an IPv6 one stands for: mapped or compatible, or by NAT64, 6to4 or ISATAP.</summary>
    static IPAddress? Embedded(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return null;
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        if (bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x00, 0x64, 0xff, 0x9b]))
            return new IPAddress(bytes.AsSpan(12, 4));
        // What is short of an IPv4 address is the unspecified address and this machine's.
        if (!bytes.AsSpan(0, 12).ContainsAnyExcept((byte)0) && bytes.AsSpan(12, 3).ContainsAnyExcept((byte)0))
            return new IPAddress(bytes.AsSpan(12, 4));
        if (bytes.AsSpan(8, 4) is [0x00 or 0x02, 0x00, 0x5e, 0xfe])
            return new IPAddress(bytes.AsSpan(12, 4));
        return bytes is [0x20, 0x02, ..] ? new IPAddress(bytes.AsSpan(2, 4)) : null;
    }

    static bool IsIn(IPNetwork[] networks, IPAddress address)
    {
        foreach (var network in networks)
            if (network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address))
                return true;
        return false;
    }
}
