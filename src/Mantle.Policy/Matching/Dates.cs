namespace Mantle.Policy;

/// <summary>Dates in date conditions: the W3C profile of ISO 8601, or seconds since 1970.</summary>
/// <remarks>
/// See <see href="https://www.w3.org/TR/NOTE-datetime">Date and Time Formats</see>. Four digits are a year, other digits
/// are seconds. A time without an offset is UTC. As in AWS, letters may be in lower case, an hour and a year before a <c>T</c>
/// may have fewer digits, and a <c>T</c> may end the text.
/// </remarks>
static class Dates
{
    const long TicksPerSecond = 10_000_000;

    /// <summary>Ticks since 1970; negative for earlier dates.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out long ticks)
    {
        ticks = 0;
        var digits = text.StartsWith('-') ? text[1..] : text;
        if (digits.Length is > 0 and <= 12 && AsciiText.CountDigits(digits) == digits.Length && text.Length != 4)
        {
            foreach (var c in digits)
                ticks = (ticks * 10) + (c - '0');
            ticks *= digits.Length == text.Length ? TicksPerSecond : -TicksPerSecond;
            return true;
        }

        var rest = text;
        int month = 1,
            day = 1;
        if (!TakeNumber(ref rest, 1, 4, out var year) || (rest.IsEmpty && text.Length != 4))
            return false;
        if (Take(ref rest, '-'))
        {
            if (!TakeNumber(ref rest, 2, 2, out month))
                return false;
            if (Take(ref rest, '-') && !TakeNumber(ref rest, 2, 2, out day))
                return false;
        }
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        ticks = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).Ticks - DateTime.UnixEpoch.Ticks;
        return rest.IsEmpty || TakeTime(rest, ref ticks);
    }

    static bool TakeTime(ReadOnlySpan<char> rest, ref long ticks)
    {
        if (rest[0] is not ('T' or 't'))
            return false;
        rest = rest[1..];
        if (rest.IsEmpty)
            return true;
        var second = 0;
        if (!TakeNumber(ref rest, 1, 2, out var hour) || !Take(ref rest, ':') || !TakeNumber(ref rest, 2, 2, out var minute))
            return false;
        if (Take(ref rest, ':') && !TakeNumber(ref rest, 2, 2, out second))
            return false;
        if (hour > 23 || minute > 59 || second > 59)
            return false;
        ticks += (((hour * 60L) + minute) * 60 + second) * TicksPerSecond;
        if (Take(ref rest, '.'))
        {
            var length = AsciiText.CountDigits(rest);
            if (length is 0 or > 9)
                return false;
            var scale = TicksPerSecond / 10;
            foreach (var c in rest[..Math.Min(length, 7)])
            {
                ticks += (c - '0') * scale;
                scale /= 10;
            }
            rest = rest[length..];
        }
        return TakeOffset(rest, ref ticks);
    }

    static bool TakeOffset(ReadOnlySpan<char> rest, ref long ticks)
    {
        if (rest.IsEmpty || rest is "Z" or "z")
            return true;
        var sign = rest[0] switch
        {
            '+' => 1,
            '-' => -1,
            _ => 0,
        };
        rest = rest[1..];
        var minutes = 0;
        if (sign == 0 || !TakeNumber(ref rest, 2, 2, out var hours) || (Take(ref rest, ':') && !TakeNumber(ref rest, 2, 2, out minutes)))
            return false;
        ticks -= sign * ((hours * 60L) + minutes) * 60 * TicksPerSecond;
        return rest.IsEmpty && hours <= 23 && minutes <= 59;
    }

    static bool Take(ref ReadOnlySpan<char> rest, char c)
    {
        if (!rest.StartsWith(c))
            return false;
        rest = rest[1..];
        return true;
    }

    static bool TakeNumber(ref ReadOnlySpan<char> rest, int minDigits, int maxDigits, out int value)
    {
        value = 0;
        var length = 0;
        while (length < maxDigits && length < rest.Length && char.IsAsciiDigit(rest[length]))
            value = (value * 10) + (rest[length++] - '0');
        rest = rest[length..];
        return length >= minDigits;
    }
}
