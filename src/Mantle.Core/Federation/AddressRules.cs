using System.Net;
using System.Net.Sockets;

namespace Mantle.Core.Federation;

/// <summary>
/// The addresses at which an issuer may be. An account chooses the issuer's host name, so its addresses are checked before anything is
/// sent. Link-local addresses and the clouds' metadata and agent addresses are always refused. Private and loopback addresses are
/// refused unless the operator allows them.
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
            // Metadata and agent addresses of Amazon, Google, Azure, Alibaba and Oracle outside the link-local range.
            "fd00:ec2::/32",
            "fd20:ce::/32",
            "168.63.129.16/32",
            "100.100.100.200/32",
            "192.0.0.192/32",
            // Teredo addresses contain an IPv4 address that cannot be checked reliably.
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

    /// <summary>
    /// The prefix of translators inside a network. Where in such an address the IPv4 address is, only that network knows
    /// (<see href="https://www.rfc-editor.org/rfc/rfc8215"/>).
    /// </summary>
    static readonly IPNetwork LocalTranslation = IPNetwork.Parse("64:ff9b:1::/48");

    public static bool MayConnect(IPAddress address, bool allowPrivate)
    {
        if (!allowPrivate && LocalTranslation.Contains(address))
            return false;
        // Part of an address can look like IPv4 by chance, so both must be allowed.
        return MayReach(address, allowPrivate) && (Embedded(address) is not { } inner || MayReach(inner, allowPrivate));
    }

    static bool MayReach(IPAddress address, bool allowPrivate) => !IsIn(Never, address) && (allowPrivate || !IsIn(Private, address));

    /// <summary>
    /// The IPv4 address in an IPv6 address: mapped, translated, compatible, NAT64, 6to4 or ISATAP; null if there is none.
    /// </summary>
    static IPAddress? Embedded(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return null;
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        if (bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x00, 0x64, 0xff, 0x9b]))
            return new IPAddress(bytes.AsSpan(12, 4));
        if (bytes.AsSpan(0, 12) is [0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0])
            return new IPAddress(bytes.AsSpan(12, 4));
        // The unspecified address and the loopback address are not IPv4-compatible ones.
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
