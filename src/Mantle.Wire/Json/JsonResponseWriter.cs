using System.Globalization;
using System.Text.Json;

namespace Mantle.Wire;

/// <summary>Writes members of a JSON answer; null writes nothing.</summary>
public static class JsonResponseWriter
{
    /// <summary>Writes a string.</summary>
    public static void Member(Utf8JsonWriter writer, JsonEncodedText name, string? value)
    {
        if (value is not null)
            writer.WriteString(name, value);
    }

    /// <summary>Writes an integer.</summary>
    public static void Member(Utf8JsonWriter writer, JsonEncodedText name, long? value)
    {
        if (value is { } number)
            writer.WriteNumber(name, number);
    }

    /// <summary>Writes a boolean.</summary>
    public static void Member(Utf8JsonWriter writer, JsonEncodedText name, bool? value)
    {
        if (value is { } flag)
            writer.WriteBoolean(name, flag);
    }

    /// <summary>Writes a timestamp as seconds since 1970, to the millisecond.</summary>
    public static void UnixTime(Utf8JsonWriter writer, JsonEncodedText name, DateTimeOffset? value)
    {
        if (value is { } moment)
            writer.WriteNumber(name, moment.ToUnixTimeMilliseconds() / 1000m);
    }

    /// <summary>Writes bytes in base64.</summary>
    public static void Member(Utf8JsonWriter writer, JsonEncodedText name, ReadOnlyMemory<byte>? value)
    {
        if (value is { } bytes)
            writer.WriteBase64String(name, bytes.Span);
    }

    /// <summary>Writes a decimal number.</summary>
    public static void Member(Utf8JsonWriter writer, JsonEncodedText name, double? value)
    {
        if (value is not { } number)
            return;
        writer.WritePropertyName(name);
        Value(writer, number);
    }

    /// <summary>Writes a single-precision number.</summary>
    public static void Member(Utf8JsonWriter writer, JsonEncodedText name, float? value)
    {
        if (value is not { } number)
            return;
        writer.WritePropertyName(name);
        Value(writer, number);
    }

    /// <summary>Writes a JSON value as it is.</summary>
    public static void Member(Utf8JsonWriter writer, JsonEncodedText name, JsonElement? value)
    {
        if (value is not { } document)
            return;
        writer.WritePropertyName(name);
        document.WriteTo(writer);
    }

    /// <summary>Writes a timestamp in ISO 8601 format, to the millisecond.</summary>
    public static void Iso8601(Utf8JsonWriter writer, JsonEncodedText name, DateTimeOffset? value)
    {
        if (value is not { } moment)
            return;
        writer.WritePropertyName(name);
        Iso8601(writer, moment);
    }

    /// <summary>Writes a timestamp in HTTP format.</summary>
    public static void HttpDate(Utf8JsonWriter writer, JsonEncodedText name, DateTimeOffset? value)
    {
        if (value is not { } moment)
            return;
        writer.WritePropertyName(name);
        HttpDate(writer, moment);
    }

    /// <summary>Writes a JSON value as it is, as an element or the value of a map.</summary>
    public static void Value(Utf8JsonWriter writer, JsonElement value) => value.WriteTo(writer);

    /// <summary>Writes a string, or null, as an element or the value of a map.</summary>
    public static void Value(Utf8JsonWriter writer, string? value) => writer.WriteStringValue(value);

    /// <summary>Writes an integer.</summary>
    public static void Value(Utf8JsonWriter writer, long value) => writer.WriteNumberValue(value);

    /// <summary>Writes a boolean.</summary>
    public static void Value(Utf8JsonWriter writer, bool value) => writer.WriteBooleanValue(value);

    /// <summary>Writes a timestamp as seconds since 1970, to the millisecond.</summary>
    public static void UnixTime(Utf8JsonWriter writer, DateTimeOffset value) =>
        writer.WriteNumberValue(value.ToUnixTimeMilliseconds() / 1000m);

    /// <summary>Writes bytes in base64.</summary>
    public static void Value(Utf8JsonWriter writer, ReadOnlyMemory<byte> value) => writer.WriteBase64StringValue(value.Span);

    /// <summary>Writes a decimal number; JSON has no number for infinity and the like, so they are texts.</summary>
    public static void Value(Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value))
            writer.WriteNumberValue(value);
        else
            writer.WriteStringValue(Numbers.Text(value));
    }

    /// <summary>Writes a single-precision number.</summary>
    public static void Value(Utf8JsonWriter writer, float value)
    {
        if (float.IsFinite(value))
            writer.WriteNumberValue(value);
        else
            writer.WriteStringValue(Numbers.Text(value));
    }

    /// <summary>Writes a timestamp in ISO 8601 format, to the millisecond.</summary>
    public static void Iso8601(Utf8JsonWriter writer, DateTimeOffset value)
    {
        Span<byte> text = stackalloc byte[Timestamps.MillisecondsLength];
        Timestamps.WriteMilliseconds(text, value);
        writer.WriteStringValue(text);
    }

    /// <summary>Writes a timestamp in HTTP format.</summary>
    public static void HttpDate(Utf8JsonWriter writer, DateTimeOffset value) =>
        writer.WriteStringValue(value.ToString("r", CultureInfo.InvariantCulture));
}
