using System.Text.Json;

namespace Mantle.Wire;

/// <summary>Writes timestamps of requests and responses into audit records, as CloudTrail shows them.</summary>
public static class AuditDates
{
    /// <summary>
    /// Writes <c>Jul 18, 2014 4:07:39 PM</c> (UTC), as IAM's, STS's and Organizations' events have it
    /// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html"/>).
    /// </summary>
    public static void WriteText(Utf8JsonWriter json, DateTimeOffset value)
    {
        // Every AssumeRole writes one, and a format string takes several times as long.
        var utc = value.UtcDateTime;
        Span<byte> text = stackalloc byte[32];
        Months.AsSpan((utc.Month - 1) * 3, 3).CopyTo(text);
        text[3] = (byte)' ';
        var length = 4;
        Number(text, utc.Day, 1, ref length);
        ", "u8.CopyTo(text[length..]);
        length += 2;
        Number(text, utc.Year, 4, ref length);
        text[length++] = (byte)' ';
        Number(text, utc.Hour % 12 == 0 ? 12 : utc.Hour % 12, 1, ref length);
        text[length++] = (byte)':';
        Number(text, utc.Minute, 2, ref length);
        text[length++] = (byte)':';
        Number(text, utc.Second, 2, ref length);
        (utc.Hour < 12 ? " AM"u8 : " PM"u8).CopyTo(text[length..]);
        json.WriteStringValue(text[..(length + 3)]);
    }

    static readonly byte[] Months = "JanFebMarAprMayJunJulAugSepOctNovDec"u8.ToArray();

    static void Number(Span<byte> text, int number, int digits, ref int length)
    {
        for (var scale = 1_000; scale > 0; scale /= 10)
            if (
                number >= scale
                || scale
                    < (
                        digits switch
                        {
                            4 => 10_000,
                            2 => 100,
                            _ => 10,
                        }
                    )
            )
                text[length++] = (byte)('0' + number / scale % 10);
    }

    /// <summary>Writes <c>2014-07-18T16:07:39Z</c>.</summary>
    public static void WriteIso(Utf8JsonWriter json, DateTimeOffset value)
    {
        Span<byte> text = stackalloc byte[Timestamps.SecondsLength];
        Timestamps.WriteSeconds(text, value);
        json.WriteStringValue(text);
    }
}
