using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Mantle.Wire;

/// <summary>Reads members of a REST request from its path, query string and headers.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The model's own words.")]
public static class RestRequestValues
{
    /// <summary>A required header.</summary>
    public static string RequiredHeader(this RestRequest request, string name) =>
        request.Header(name) ?? throw RestXmlErrors.MissingHeader(name);

    /// <summary>A required parameter.</summary>
    public static string RequiredQuery(this RestRequest request, ReadOnlySpan<byte> name) =>
        request.QueryText(name) ?? throw RestXmlErrors.MissingQuery(Encoding.UTF8.GetString(name));

    /// <summary>
    /// A parameter that is an integer from <paramref name="min"/> to <paramref name="max"/>; one without a value is absent.
    /// </summary>
    public static int? QueryInteger(this RestRequest request, ReadOnlySpan<byte> name, int min, int max)
    {
        if (request.QueryText(name) is not { Length: > 0 } value)
            return null;
        var label = Encoding.UTF8.GetString(name);
        var number = request.Integer(label, value)!.Value;
        return number >= min && number <= max ? number : throw request.Dialect.OutOfRange(label, value, min, max);
    }

    /// <summary>All parameters except those with the given names.</summary>
    public static IReadOnlyDictionary<string, string>? QueryMap(this RestRequest request, params ReadOnlySpan<string> others)
    {
        Dictionary<string, string>? map = null;
        foreach (var name in request.Query.Names)
            if (!others.Contains(name))
                (map ??= new(StringComparer.Ordinal))[name] = request.QueryText(Encoding.UTF8.GetBytes(name))!;
        return map;
    }

    /// <summary>A header's values between commas.</summary>
    public static IReadOnlyList<string>? HeaderList(this RestRequest request, string name) =>
        request.Header(name)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The headers with a prefix, by the rest of their names in lower case.</summary>
    public static IReadOnlyDictionary<string, string>? HeaderMap(this RestRequest request, string prefix)
    {
        Dictionary<string, string>? map = null;
        foreach (var (name, value) in request.Headers)
            if (name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                (map ??= new(StringComparer.OrdinalIgnoreCase))[name[prefix.Length..].ToLowerInvariant()] = value;
        return map;
    }

    /// <summary>A 32-bit integer; null stays null.</summary>
    public static int? Integer(this RestRequest request, string name, string? value) =>
        value is null ? null
        : int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw request.Dialect.NotInteger(name, value);

    /// <summary>A 64-bit integer; null stays null.</summary>
    public static long? Long(this RestRequest request, string name, string? value) =>
        value is null ? null
        : long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw request.Dialect.NotInteger(name, value);

    /// <summary>A single-precision number; null stays null.</summary>
    public static float? Float(this RestRequest request, string name, string? value) => (float?)request.Double(name, value);

    /// <summary>A decimal number; null stays null.</summary>
    public static double? Double(this RestRequest request, string name, string? value) =>
        value is null ? null
        : Numbers.TryParse(value, out var number) ? number
        : throw request.Dialect.NotNumber(name, value);

    /// <summary>True or false; null stays null.</summary>
    public static bool? Boolean(this RestRequest request, string name, string? value) =>
        value is null ? null
        : bool.TryParse(value, out var flag) ? flag
        : throw request.Dialect.NotBoolean(name, value);

    /// <summary>A timestamp in ISO 8601 format; null stays null.</summary>
    public static DateTimeOffset? Iso8601(this RestRequest request, string name, string? value) =>
        value is null ? null
        : Timestamps.TryParse(Encoding.UTF8.GetBytes(value), out var moment) ? moment
        : throw request.Dialect.NotDate(name, value);

    /// <summary>A timestamp as seconds since 1970; null stays null.</summary>
    public static DateTimeOffset? UnixTime(this RestRequest request, string name, string? value) =>
        value is null ? null
        : Timestamps.TryParseUnixTime(value, out var moment) ? moment
        : throw request.Dialect.NotDate(name, value);

    /// <summary>A timestamp in HTTP format; null stays null.</summary>
    public static DateTimeOffset? HttpDate(this RestRequest request, string name, string? value)
    {
        if (value is null)
            return null;
        if (Timestamps.TryParseHttpDate(value, out var moment))
            return moment;
        // HTTP has a recipient ignore a condition whose date it cannot read (RFC 9110, 13.1.3 and 13.1.4).
        return name.StartsWith("If-", StringComparison.OrdinalIgnoreCase) ? null : throw request.Dialect.NotDate(name, value);
    }
}
