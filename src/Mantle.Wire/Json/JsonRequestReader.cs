using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Mantle.Wire;

/// <summary>
/// Reads the JSON body of a request. Members that no one asks for are ignored and null is as good as absent, as in AWS;
/// what is not JSON, a member given twice and a value not of its type is <c>SerializationException</c>, in AWS's words
/// where they are known.
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
            // Throws where anything but white space follows.
            reader.json.Read();
            return value;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw CommonErrors.SerializationException();
        }
    }

    /// <summary>Goes to the next member of the object that was entered; false, at its end, where there is none.</summary>
    public bool Next()
    {
        json.Read();
        return json.TokenType == JsonTokenType.PropertyName;
    }

    /// <summary>Whether the member is the one of that name.</summary>
    public readonly bool Is(ReadOnlySpan<byte> name) => json.ValueTextEquals(name);

    /// <summary>Makes sure that a member comes for the first time.</summary>
    public static void Once(bool first)
    {
        if (!first)
            throw CommonErrors.SerializationException();
    }

    /// <summary>
    /// Passes over a member that the model does not name, if it is null. A setting that is not understood is refused, not dropped: it may
    /// be one that narrows what the request asks for.
    /// </summary>
    public void Skip()
    {
        var name = json.GetString();
        if (Value())
            throw CommonErrors.SerializationException($"The request has a member that this server does not know: {name}");
    }

    /// <summary>Goes to a member's value; false where it is null.</summary>
    public bool Value()
    {
        json.Read();
        return json.TokenType != JsonTokenType.Null;
    }

    /// <summary>Goes to the next element of a list; false, at its end, where there is none.</summary>
    public bool NextElement()
    {
        json.Read();
        return json.TokenType != JsonTokenType.EndArray;
    }

    /// <summary>Whether the element at hand is null.</summary>
    public readonly bool IsNull => json.TokenType == JsonTokenType.Null;

    /// <summary>Makes sure that the value at hand is a list.</summary>
    public readonly void EnterList()
    {
        if (json.TokenType != JsonTokenType.StartArray)
            throw CommonErrors.SerializationException(
                json.TokenType == JsonTokenType.StartObject ? StructureInstead : "Expected list or null"
            );
    }

    /// <summary>The name of the member at hand, where it is the key of a map.</summary>
    public readonly string Key() => json.GetString()!;

    /// <summary>Makes sure that the value at hand is a structure or a map.</summary>
    public readonly void EnterStructure()
    {
        if (json.TokenType != JsonTokenType.StartObject)
            throw CommonErrors.SerializationException(json.TokenType == JsonTokenType.StartArray ? ListInstead : "Expected null");
    }

    /// <summary>A text.</summary>
    public readonly string String() => json.TokenType == JsonTokenType.String ? json.GetString()! : throw Not("a String");

    /// <summary>A whole number of 32 bits.</summary>
    public readonly int Integer() =>
        json.TokenType != JsonTokenType.Number ? throw Not("an Integer")
        : json.TryGetInt32(out var value) ? value
        : throw CommonErrors.SerializationException();

    /// <summary>A whole number of 64 bits.</summary>
    public readonly long Long() =>
        json.TokenType != JsonTokenType.Number ? throw Not("a Long")
        : json.TryGetInt64(out var value) ? value
        : throw CommonErrors.SerializationException();

    /// <summary>A number of single precision.</summary>
    public readonly float Float() => (float)Double();

    /// <summary>A number; the texts <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c> stand for what JSON cannot write.</summary>
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

    /// <summary>A moment, as seconds since 1970.</summary>
    public readonly DateTimeOffset UnixTime()
    {
        if (json.TokenType != JsonTokenType.Number)
            throw Not("a Timestamp");
        return json.TryGetDecimal(out var seconds) && Timestamps.IsUnixTime(seconds)
            ? Timestamps.FromUnixTime(seconds)
            : throw CommonErrors.SerializationException();
    }

    /// <summary>A moment as ISO 8601 writes it.</summary>
    public readonly DateTimeOffset Iso8601() =>
        json.TokenType == JsonTokenType.String && Timestamps.TryParse(Encoding.UTF8.GetBytes(json.GetString()!), out var moment)
            ? moment
            : throw Not("a Timestamp");

    /// <summary>A moment as HTTP writes it.</summary>
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
