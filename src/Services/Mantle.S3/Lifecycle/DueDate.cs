namespace Mantle.S3.Lifecycle;

/// <summary>
/// Dates that are a number of days away. S3 takes any number of days, and a date ends with the year 9999: what would be later never comes.
/// </summary>
static class DueDate
{
    /// <summary>The last midnight (UTC) that a date can have.</summary>
    public static readonly DateTimeOffset Last = new(DateTime.MaxValue.Date, TimeSpan.Zero);

    /// <summary>The midnight (UTC) at which an age in whole days is reached; null where it is never reached.</summary>
    public static DateTimeOffset? After(DateTimeOffset moment, int days)
    {
        var utc = moment.UtcDateTime;
        // A part of a day counts as a whole one.
        var whole = (long)days + (utc.TimeOfDay == TimeSpan.Zero ? 0 : 1);
        return Midnight(utc, whole);
    }

    /// <summary>The midnight (UTC) that follows on the last of some days; the last one that there is, where that is too far away.</summary>
    public static DateTimeOffset AfterLast(DateTimeOffset moment, int days) => Midnight(moment.UtcDateTime, days + 1L) ?? Last;

    static DateTimeOffset? Midnight(DateTime utc, long days) =>
        days <= (Last.UtcDateTime - utc.Date).Days ? new DateTimeOffset(utc.Date.AddDays(Math.Max(days, 0)), TimeSpan.Zero) : null;
}
