using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Mantle.Wire;

/// <summary>
/// Reads the JSON body of a request. As in AWS, null is the same as absent. Invalid JSON, an unknown member with a value, a
/// duplicate member and a value of the wrong type are <c>SerializationException</c>, with AWS's message where it is
/// known.
/// </summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The model's own words.")]
public ref struct JsonRequestReader
{
    const string ListInstead = "Start of list found where not expected";
    const string StructureInstead = "Start of structure or map found where not expected.";

    Utf8JsonReader json;

    JsonRequestReader(ReadOnlySpan<byte> body) => json = new(body, new JsonReaderOptions { MaxDepth = 64 });

    /// <summary>Reads a document; an empty body is an empty object.</summary>
    public static T Read<T>(ReadOnlySpan<byte> json, JsonBinder<T> bind, ref ConstraintChecker checker)
    {
        var reader = new JsonRequestReader(json.IsEmpty ? "{}"u8 : json);
        try
        {
            reader.json.Read();
            if (reader.json.TokenType != JsonTokenType.StartObject)
                throw CommonErrors.SerializationException(reader.json.TokenType == JsonTokenType.StartArray ? ListInstead : "");
            var value = bind(ref reader, ref checker);
            // Throws if anything but white space follows.
            reader.json.Read();
            return value;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw CommonErrors.SerializationException();
        }
    }

    /// <summary>Goes to the next member of the current object; false at its end.</summary>
    public bool Next()
    {
        json.Read();
        return json.TokenType == JsonTokenType.PropertyName;
    }

    /// <summary>Whether the member has a name.</summary>
    public readonly bool Is(ReadOnlySpan<byte> name) => json.ValueTextEquals(name);

    /// <summary>Throws if a member occurs a second time.</summary>
    public static void Once(bool first)
    {
        if (!first)
            throw CommonErrors.SerializationException();
    }

    /// <summary>
    /// Skips a member that the model does not know, if it is null. Otherwise the request is refused: ignoring the member could be
    /// dangerous, because it may restrict what the request does.
    /// </summary>
    public void Skip()
    {
        var name = json.GetString();
        if (Value())
            throw CommonErrors.SerializationException($"The request has a member that this server does not know: {name}");
    }

    /// <summary>Goes to a member's value; false if it is null.</summary>
    public bool Value()
    {
        json.Read();
        return json.TokenType != JsonTokenType.Null;
    }

    /// <summary>Goes to the next element of a list; false at its end.</summary>
    public bool NextElement()
    {
        json.Read();
        return json.TokenType != JsonTokenType.EndArray;
    }

    /// <summary>Whether the current element is null.</summary>
    public readonly bool IsNull => json.TokenType == JsonTokenType.Null;

    /// <summary>Throws unless the current value is a list.</summary>
    public readonly void EnterList()
    {
        if (json.TokenType != JsonTokenType.StartArray)
            throw CommonErrors.SerializationException(
                json.TokenType == JsonTokenType.StartObject ? StructureInstead : "Expected list or null"
            );
    }

    /// <summary>The name of the current member, which is the key of a map.</summary>
    public readonly string Key() => json.GetString()!;

    /// <summary>Throws unless the current value is a structure or a map.</summary>
    public readonly void EnterStructure()
    {
        if (json.TokenType != JsonTokenType.StartObject)
            throw CommonErrors.SerializationException(json.TokenType == JsonTokenType.StartArray ? ListInstead : "Expected null");
    }

    /// <summary>A text.</summary>
    public readonly string String() => json.TokenType == JsonTokenType.String ? json.GetString()! : throw Not("a String");

    /// <summary>A 32-bit integer.</summary>
    public readonly int Integer() =>
        json.TokenType != JsonTokenType.Number ? throw Not("an Integer")
        : json.TryGetInt32(out var value) ? value
        : throw CommonErrors.SerializationException();

    /// <summary>A 64-bit integer.</summary>
    public readonly long Long() =>
        json.TokenType != JsonTokenType.Number ? throw Not("a Long")
        : json.TryGetInt64(out var value) ? value
        : throw CommonErrors.SerializationException();

    /// <summary>A single-precision number.</summary>
    public readonly float Float() => (float)Double();

    /// <summary>
    /// A number. The strings <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c> stand for values that JSON has no number for.
    /// </summary>
    public readonly double Double() =>
        json.TokenType == JsonTokenType.Number && json.TryGetDouble(out var value) ? value
        : json.TokenType == JsonTokenType.String && Numbers.TrySpecial(json.GetString()!, out var special) ? special
        : throw Not("a Double");

    /// <summary>True or false.</summary>
    public readonly bool Boolean() =>
        json.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            _ => throw Not("a Boolean"),
        };

    /// <summary>A timestamp, as seconds since 1970.</summary>
    public readonly DateTimeOffset UnixTime()
    {
        if (json.TokenType != JsonTokenType.Number)
            throw Not("a Timestamp");
        return json.TryGetDecimal(out var seconds) && Timestamps.IsUnixTime(seconds)
            ? Timestamps.FromUnixTime(seconds)
            : throw CommonErrors.SerializationException();
    }

    /// <summary>A timestamp in ISO 8601 format.</summary>
    public readonly DateTimeOffset Iso8601() =>
        json.TokenType == JsonTokenType.String && Timestamps.TryParse(Encoding.UTF8.GetBytes(json.GetString()!), out var moment)
            ? moment
            : throw Not("a Timestamp");

    /// <summary>A timestamp in HTTP format.</summary>
    public readonly DateTimeOffset HttpDate() =>
        json.TokenType == JsonTokenType.String && Timestamps.TryParseHttpDate(json.GetString()!, out var moment)
            ? moment
            : throw Not("a Timestamp");

    /// <summary>Bytes in base64.</summary>
    public readonly ReadOnlyMemory<byte> Blob() =>
        json.TokenType == JsonTokenType.String && json.TryGetBytesFromBase64(out var bytes) ? bytes : throw Not("a Blob");

    readonly ApiException Not(string type) =>
        CommonErrors.SerializationException(
            json.TokenType switch
            {
                JsonTokenType.StartArray => ListInstead,
                JsonTokenType.StartObject => StructureInstead,
                JsonTokenType.String => $"STRING_VALUE can not be converted to {type}",
                JsonTokenType.Number => $"NUMBER_VALUE can not be converted to {type}",
                JsonTokenType.True => $"TRUE_VALUE can not be converted to {type}",
                JsonTokenType.False => $"FALSE_VALUE can not be converted to {type}",
                _ => "",
            }
        );
}
