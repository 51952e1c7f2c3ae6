using System.Globalization;

namespace Mantle.SigV4;

/// <summary>The date forms of Signature Version 4: ISO 8601 basic format, whole seconds, UTC.</summary>
public static class AmzDate
{
    /// <summary>Characters in a timestamp such as <c>20150830T123600Z</c>.</summary>
    public const int Length = 16;

    /// <summary>Formats a time as <c>yyyyMMdd'T'HHmmss'Z'</c>; fractions of a second are dropped.</summary>
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Formats the day of a time as <c>yyyyMMdd</c>, in UTC.</summary>
    public static string FormatDay(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>Reads <c>yyyyMMdd'T'HHmmss'Z'</c>, the form of <c>x-amz-date</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        time = default;
        if (text.Length != Length || text[8] != 'T' || text[15] != 'Z')
            return false;
        if (!TryDigits(text[..4], out var year) || !TryDigits(text[4..6], out var month) || !TryDigits(text[6..8], out var day))
            return false;
        if (!TryDigits(text[9..11], out var hour) || !TryDigits(text[11..13], out var minute) || !TryDigits(text[13..15], out var second))
            return false;
        if (year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month))
            return false;
        if (hour > 23 || minute > 59 || second > 59)
            return false;
        time = new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero);
        return true;
    }

    /// <summary>Reads a <c>Date</c> header: RFC 1123, or the basic format of <c>x-amz-date</c>.</summary>
    public static bool TryParseHttpDate(ReadOnlySpan<char> text, out DateTimeOffset time) =>
        TryParse(text, out time)
        || DateTimeOffset.TryParseExact(text, HttpDates, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);

    /// <summary>RFC 5322 writes UTC with an unknown location as <c>-0000</c>, and so does botocore.</summary>
    static readonly string[] HttpDates = ["r", "ddd, dd MMM yyyy HH:mm:ss '-0000'"];

    /// <summary>Writes the 16 characters of a timestamp.</summary>
    internal static void Format(DateTimeOffset time, Span<char> destination)
    {
        var utc = time.UtcDateTime;
        Digits(destination[..4], utc.Year);
        Digits(destination[4..6], utc.Month);
        Digits(destination[6..8], utc.Day);
        destination[8] = 'T';
        Digits(destination[9..11], utc.Hour);
        Digits(destination[11..13], utc.Minute);
        Digits(destination[13..15], utc.Second);
        destination[15] = 'Z';
    }

    static void Digits(Span<char> destination, int value)
    {
        for (var i = destination.Length - 1; i >= 0; i--, value /= 10)
            destination[i] = (char)('0' + value % 10);
    }

    /// <summary>Whether a text is the day of a time, as <see cref="FormatDay"/> writes it.</summary>
    internal static bool IsDayOf(ReadOnlySpan<char> text, DateTimeOffset time)
    {
        Span<char> timestamp = stackalloc char[Length];
        Format(time, timestamp);
        return text.SequenceEqual(timestamp[..8]);
    }

    internal static bool IsDay(ReadOnlySpan<char> text) => text.Length == 8 && !text.ContainsAnyExceptInRange('0', '9');

    static bool TryDigits(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
                return false;
            value = value * 10 + (c - '0');
        }
        return true;
    }
}
