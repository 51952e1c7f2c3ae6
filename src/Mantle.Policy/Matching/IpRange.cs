namespace Mantle.Policy;

/// <summary>A range of IPv4 or IPv6 addresses in CIDR form. A single address is a range of one.</summary>
readonly record struct IpRange(UInt128 Network, byte PrefixLength, bool IsV6)
{
    public bool Contains(UInt128 address, bool isV6)
    {
        if (isV6 != IsV6)
            return false;
        var bits = (isV6 ? 128 : 32) - PrefixLength;
        // .NET takes shift counts modulo 128, so shifting by 128 would do nothing.
        return bits == 128 || address >> bits == Network >> bits;
    }

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, Network);
        return $"{new System.Net.IPAddress(IsV6 ? bytes : bytes[12..])}/{PrefixLength}";
    }

    public static bool TryParse(ReadOnlySpan<char> text, out IpRange range)
    {
        range = default;
        var slash = text.IndexOf('/');
        if (!TryParseAddress(slash < 0 ? text : text[..slash], out var address, out var isV6))
            return false;
        var width = isV6 ? 128 : 32;
        if (slash < 0)
        {
            range = new IpRange(address, (byte)width, isV6);
            return true;
        }
        var digits = text[(slash + 1)..];
        if (digits.Length is 0 or > 3 || AsciiText.CountDigits(digits) < digits.Length)
            return false;
        var prefix = 0;
        foreach (var c in digits)
            prefix = (prefix * 10) + (c - '0');
        if (prefix > width)
            return false;
        range = new IpRange(address, (byte)prefix, isV6);
        return true;
    }

    public static bool TryParseAddress(ReadOnlySpan<char> text, out UInt128 address, out bool isV6)
    {
        isV6 = text.Contains(':');
        if (isV6)
            return TryParseV6(text, out address);
        var parsed = TryParseV4(text, out var v4);
        address = v4;
        return parsed;
    }

    static bool TryParseV4(ReadOnlySpan<char> text, out uint address)
    {
        address = 0;
        for (var part = 0; part < 4; part++)
        {
            var end = part < 3 ? text.IndexOf('.') : text.Length;
            // No leading zeros: some parsers read them as octal.
            if (end is < 1 or > 3 || (end > 1 && text[0] == '0'))
                return false;
            var value = 0u;
            foreach (var c in text[..end])
            {
                if (!char.IsAsciiDigit(c))
                    return false;
                value = (value * 10) + (uint)(c - '0');
            }
            if (value > 255)
                return false;
            address = (address << 8) | value;
            text = part < 3 ? text[(end + 1)..] : text;
        }
        return true;
    }

    static bool TryParseV6(ReadOnlySpan<char> text, out UInt128 address)
    {
        address = 0;
        UInt128 tail = 0;
        int groups = 0,
            tailGroups = 0;
        var compressed = false;
        if (text.StartsWith("::"))
        {
            compressed = true;
            text = text[2..];
        }
        while (!text.IsEmpty)
        {
            if (groups + tailGroups == 8)
                return false;
            var end = text.IndexOf(':');
            var group = end < 0 ? text : text[..end];
            if (end < 0 && group.Contains('.'))
            {
                if (groups + tailGroups > 6 || !TryParseV4(group, out var v4))
                    return false;
                Append(compressed, ref address, ref tail, ref groups, ref tailGroups, (ushort)(v4 >> 16));
                Append(compressed, ref address, ref tail, ref groups, ref tailGroups, (ushort)v4);
                break;
            }
            if (
                group.Length is 0 or > 4
                || !ushort.TryParse(
                    group,
                    System.Globalization.NumberStyles.AllowHexSpecifier,
                    System.Globalization.CultureInfo.InvariantCulture,
                    out var value
                )
            )
                return false;
            Append(compressed, ref address, ref tail, ref groups, ref tailGroups, value);
            if (end < 0)
                break;
            text = text[(end + 1)..];
            if (text.StartsWith(':'))
            {
                if (compressed)
                    return false;
                compressed = true;
                text = text[1..];
            }
            else if (text.IsEmpty)
            {
                return false;
            }
        }
        if (compressed ? groups + tailGroups > 7 : groups != 8)
            return false;
        if (compressed)
            address = groups == 0 ? tail : (address << (16 * (8 - groups))) | tail;
        return true;
    }

    static void Append(bool toTail, ref UInt128 head, ref UInt128 tail, ref int headGroups, ref int tailGroups, ushort value)
    {
        if (toTail)
        {
            tail = (tail << 16) | value;
            tailGroups++;
        }
        else
        {
            head = (head << 16) | value;
            headGroups++;
        }
    }
}
