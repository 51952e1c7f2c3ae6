using System.Globalization;

namespace Mantle.Wire;

/// <summary>Writes members of an answer as headers; null writes nothing.</summary>
public static class RestHeaders
{
    public static void Write(HeaderWriter write, string name, string? value)
    {
        if (value is not null)
            write(name, value);
    }

    public static void Write(HeaderWriter write, string name, long? value)
    {
        if (value is { } number)
            write(name, number.ToString(CultureInfo.InvariantCulture));
    }

    public static void Write(HeaderWriter write, string name, bool? value)
    {
        if (value is { } flag)
            write(name, flag ? "true" : "false");
    }

    public static void Write(HeaderWriter write, string name, IReadOnlyList<string>? value)
    {
        if (value is { Count: > 0 } list)
            write(name, string.Join(',', list));
    }

    public static void HttpDate(HeaderWriter write, string name, DateTimeOffset? value)
    {
        if (value is { } moment)
            write(name, moment.ToString("r", CultureInfo.InvariantCulture));
    }

    public static void Iso8601(HeaderWriter write, string name, DateTimeOffset? value)
    {
        if (value is not { } moment)
            return;
        Span<byte> text = stackalloc byte[Timestamps.MillisecondsLength];
        Timestamps.WriteMilliseconds(text, moment);
        write(name, System.Text.Encoding.ASCII.GetString(text));
    }

    /// <summary>Writes a timestamp as seconds since 1970.</summary>
    public static void UnixTime(HeaderWriter write, string name, DateTimeOffset? value)
    {
        if (value is { } moment)
            write(name, Timestamps.UnixTimeText(moment));
    }

    /// <summary>Writes a decimal number.</summary>
    public static void Write(HeaderWriter write, string name, double? value)
    {
        if (value is { } number)
            write(name, Numbers.Text(number));
    }

    /// <summary>Writes a single-precision number.</summary>
    public static void Write(HeaderWriter write, string name, float? value)
    {
        if (value is { } number)
            write(name, Numbers.Text(number));
    }

    /// <summary>Writes a header for each entry of a map, its name behind the prefix.</summary>
    public static void Map(HeaderWriter write, string prefix, IReadOnlyDictionary<string, string>? value)
    {
        if (value is null)
            return;
        foreach (var (name, content) in value)
            write(prefix + name, content);
    }
}
