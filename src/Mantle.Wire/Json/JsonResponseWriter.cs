using System.Text.Json;

namespace Mantle.Wire;

/// <summary>Writes members of a JSON answer; null writes nothing.</summary>
public static class JsonResponseWriter
{
    public static void Member(Utf8JsonWriter writer, JsonEncodedText name, string? value)
    {
        if (value is not null)
            writer.WriteString(name, value);
    }

    public static void Member(Utf8JsonWriter writer, JsonEncodedText name, long? value)
    {
        if (value is { } number)
            writer.WriteNumber(name, number);
    }

    public static void Member(Utf8JsonWriter writer, JsonEncodedText name, bool? value)
    {
        if (value is { } flag)
            writer.WriteBoolean(name, flag);
    }

    /// <summary>Writes a moment as seconds since 1970, to the millisecond.</summary>
    public static void Member(Utf8JsonWriter writer, JsonEncodedText name, DateTimeOffset? value)
    {
        if (value is { } moment)
            writer.WriteNumber(name, moment.ToUnixTimeMilliseconds() / 1000m);
    }

    public static void Member(Utf8JsonWriter writer, JsonEncodedText name, ReadOnlyMemory<byte>? value)
    {
        if (value is { } bytes)
            writer.WriteBase64String(name, bytes.Span);
    }
}
