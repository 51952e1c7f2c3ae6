using System.Globalization;

namespace Mantle.Wire;

/// <summary>AWS's timestamp formats.</summary>
public static class Timestamps
{
    const DateTimeStyles HttpDateStyles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowInnerWhite;

    static readonly string[] httpDates = ["r", "dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM d HH:mm:ss yyyy"];

    /// <summary>How many bytes <see cref="WriteSeconds"/> writes.</summary>
    public const int SecondsLength = 20;

    /// <summary>How many bytes <see cref="WriteMilliseconds"/> writes.</summary>
    public const int MillisecondsLength = 24;

    /// <summary>Writes <c>2026-01-01T00:00:00Z</c>; a fraction of a second is cut off.</summary>
    public static int WriteSeconds(Span<byte> target, DateTimeOffset moment)
    {
        Write(target, moment.UtcDateTime);
        target[19] = (byte)'Z';
        return SecondsLength;
    }

    /// <summary>Writes <c>2026-01-01T00:00:00.000Z</c>; what is below a millisecond is cut off.</summary>
    public static int WriteMilliseconds(Span<byte> target, DateTimeOffset moment)
    {
        var utc = moment.UtcDateTime;
        Write(target, utc);
        target[19] = (byte)'.';
        Digits(target[20..23], utc.Millisecond);
        target[23] = (byte)'Z';
        return MillisecondsLength;
    }

    /// <summary>
    /// Reads ISO 8601: date, <c>T</c>, time, any fraction of a second and <c>Z</c> or an offset such as <c>+01:00</c>.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset moment)
    {
        moment = default;
        if (
            text.Length < 20
            || !TryDigits(text[..4], out var year)
            || text[4] != '-'
            || !TryDigits(text[5..7], out var month)
            || text[7] != '-'
            || !TryDigits(text[8..10], out var day)
            || text[10] != 'T'
            || !TryDigits(text[11..13], out var hour)
            || text[13] != ':'
            || !TryDigits(text[14..16], out var minute)
            || text[16] != ':'
            || !TryDigits(text[17..19], out var second)
        )
            return false;
        if (
            year < 1
            || month is < 1 or > 12
            || day < 1
            || day > DateTime.DaysInMonth(year, month)
            || hour > 23
            || minute > 59
            || second > 59
        )
            return false;

        var ticks = 0L;
        var rest = text[19..];
        if (rest[0] == '.')
        {
            var unit = TimeSpan.TicksPerSecond;
            for (rest = rest[1..]; !rest.IsEmpty && rest[0] is >= (byte)'0' and <= (byte)'9'; rest = rest[1..])
            {
                unit /= 10;
                ticks += (rest[0] - '0') * unit;
            }
            if (unit == TimeSpan.TicksPerSecond)
                return false;
        }
        if (!TryOffset(rest, out var offset))
            return false;
        var utc = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified).Ticks + ticks - offset.Ticks;
        if (utc < DateTime.MinValue.Ticks || utc > DateTime.MaxValue.Ticks)
            return false;
        moment = new DateTimeOffset(utc, TimeSpan.Zero);
        return true;
    }

    /// <summary>Reads a date of HTTP, such as <c>Sun, 06 Nov 1994 08:49:37 GMT</c>, or one of its two older forms.</summary>
    public static bool TryParseHttpDate(string text, out DateTimeOffset moment) =>
        DateTimeOffset.TryParseExact(text, httpDates, CultureInfo.InvariantCulture, HttpDateStyles, out moment);

    /// <summary>Reads seconds since 1970, such as <c>1515531081.123</c>.</summary>
    public static bool TryParseUnixTime(string text, out DateTimeOffset moment)
    {
        moment = default;
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (!decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out var seconds) || !IsUnixTime(seconds))
            return false;
        moment = FromUnixTime(seconds);
        return true;
    }

    /// <summary>Writes seconds since 1970, to the millisecond.</summary>
    public static string UnixTimeText(DateTimeOffset moment) =>
        (moment.ToUnixTimeMilliseconds() / 1000m).ToString(CultureInfo.InvariantCulture);

    internal static bool IsUnixTime(decimal seconds) => seconds is >= -62_135_596_800m and < 253_402_300_800m;

    internal static DateTimeOffset FromUnixTime(decimal seconds) =>
        DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));

    static bool TryOffset(ReadOnlySpan<byte> text, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (text is [(byte)'Z'])
            return true;
        if (
            text.Length != 6
            || text[0] is not ((byte)'+' or (byte)'-')
            || text[3] != ':'
            || !TryDigits(text[1..3], out var hours)
            || !TryDigits(text[4..], out var minutes)
            || hours > 14
            || minutes > 59
        )
            return false;
        offset = new TimeSpan(hours, minutes, 0);
        if (text[0] == '-')
            offset = -offset;
        return true;
    }

    static void Write(Span<byte> target, DateTime utc)
    {
        Digits(target[..4], utc.Year);
        target[4] = (byte)'-';
        Digits(target[5..7], utc.Month);
        target[7] = (byte)'-';
        Digits(target[8..10], utc.Day);
        target[10] = (byte)'T';
        Digits(target[11..13], utc.Hour);
        target[13] = (byte)':';
        Digits(target[14..16], utc.Minute);
        target[16] = (byte)':';
        Digits(target[17..19], utc.Second);
    }

    static void Digits(Span<byte> target, int value)
    {
        for (var i = target.Length - 1; i >= 0; i--, value /= 10)
            target[i] = (byte)('0' + value % 10);
    }

    static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return false;
            value = value * 10 + (digit - '0');
        }
        return true;
    }
}
