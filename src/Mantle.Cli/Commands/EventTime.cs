using System.Globalization;

namespace Mantle.Cli.Commands;

/// <summary>
/// A moment as people say it: time, date, today, yesterday, now, or age such as <c>90s</c>, <c>30m</c>, <c>1h</c>, <c>7d</c> or <c>2w</c>.
/// </summary>
static class EventTime
{
    /// <summary>Whether the text says a moment; a date is its midnight in UTC, as is a time without an offset.</summary>
    public static bool TryParse(string text, DateTimeOffset now, out DateTimeOffset time)
    {
        if (text is "now" or "today" or "yesterday")
        {
            var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
            time = text switch
            {
                "now" => now,
                "today" => midnight,
                _ => midnight.AddDays(-1),
            };
            return true;
        }
        if (
            text.Length > 1
            && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && UnitOf(text[^1]) is { } unit
            && unit.TotalSeconds * count < (now - DateTimeOffset.UnixEpoch).TotalSeconds
        )
        {
            time = now - unit * count;
            return true;
        }
        return DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out time
        );
    }

    static TimeSpan? UnitOf(char unit) =>
        unit switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            'w' => TimeSpan.FromDays(7),
            _ => null,
        };
}
