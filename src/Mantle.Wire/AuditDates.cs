using System.Globalization;
using System.Text.Json;

namespace Mantle.Wire;

/// <summary>Writes timestamps of requests and responses into audit records, as CloudTrail shows them.</summary>
public static class AuditDates
{
    /// <summary>
    /// Writes <c>Jul 18, 2014 4:07:39 PM</c> (UTC), as IAM's, STS's and Organizations' events have it
    /// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html"/>).
    /// </summary>
    public static void WriteText(Utf8JsonWriter json, DateTimeOffset value) =>
        json.WriteStringValue(value.UtcDateTime.ToString("MMM d, yyyy h:mm:ss tt", CultureInfo.InvariantCulture));

    /// <summary>Writes <c>2014-07-18T16:07:39Z</c>.</summary>
    public static void WriteIso(Utf8JsonWriter json, DateTimeOffset value)
    {
        Span<byte> text = stackalloc byte[Timestamps.SecondsLength];
        Timestamps.WriteSeconds(text, value);
        json.WriteStringValue(text);
    }
}
