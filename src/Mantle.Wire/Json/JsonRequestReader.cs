using System.Diagnostics.CodeAnalysis;
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
    Utf8JsonReader _reader;

    JsonRequestReader(ReadOnlySpan<byte> json) => _reader = new(json, new JsonReaderOptions { MaxDepth = 32 });

    /// <summary>Reads a document; an empty body is an empty object.</summary>
    public static T Read<T>(ReadOnlySpan<byte> json, JsonBinder<T> bind, ref ConstraintChecker checker)
    {
        var reader = new JsonRequestReader(json.IsEmpty ? "{}"u8 : json);
        try
        {
            reader._reader.Read();
            if (reader._reader.TokenType != JsonTokenType.StartObject)
                throw CommonErrors.SerializationException(reader._reader.TokenType == JsonTokenType.StartArray ? ListInstead : "");
            var value = bind(ref reader, ref checker);
            // Throws where anything but white space follows.
            reader._reader.Read();
            return value;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw CommonErrors.SerializationException();
        }
    }

    const string ListInstead = "Start of list found where not expected";
    const string StructureInstead = "Start of structure or map found where not expected.";

    /// <summary>Goes to the next member of the object that was entered; false, at its end, where there is none.</summary>
    public bool Next()
    {
        _reader.Read();
        return _reader.TokenType == JsonTokenType.PropertyName;
    }

    /// <summary>Whether the member is the one of that name.</summary>
    public readonly bool Is(ReadOnlySpan<byte> name) => _reader.ValueTextEquals(name);

    /// <summary>Makes sure that a member comes for the first time.</summary>
    public static void Once(bool first)
    {
        if (!first)
            throw CommonErrors.SerializationException();
    }

    /// <summary>Passes over a member that the model does not name.</summary>
    public void Skip() => _reader.Skip();

    /// <summary>Goes to a member's value; false where it is null.</summary>
    public bool Value()
    {
        _reader.Read();
        return _reader.TokenType != JsonTokenType.Null;
    }

    /// <summary>Goes to the next element of a list; false, at its end, where there is none.</summary>
    public bool NextElement()
    {
        _reader.Read();
        return _reader.TokenType != JsonTokenType.EndArray;
    }

    /// <summary>Whether the element at hand is null.</summary>
    public readonly bool IsNull => _reader.TokenType == JsonTokenType.Null;

    public readonly void EnterList()
    {
        if (_reader.TokenType != JsonTokenType.StartArray)
            throw CommonErrors.SerializationException(_reader.TokenType == JsonTokenType.StartObject ? StructureInstead : "Expected list or null");
    }

    public readonly void EnterStructure()
    {
        if (_reader.TokenType != JsonTokenType.StartObject)
            throw CommonErrors.SerializationException(_reader.TokenType == JsonTokenType.StartArray ? ListInstead : "Expected null");
    }

    public readonly string String() => _reader.TokenType == JsonTokenType.String ? _reader.GetString()! : throw Not("a String");

    public readonly int Integer() => _reader.TokenType != JsonTokenType.Number ? throw Not("an Integer")
        : _reader.TryGetInt32(out var value) ? value
        : throw CommonErrors.SerializationException();

    public readonly long Long() => _reader.TokenType != JsonTokenType.Number ? throw Not("a Long")
        : _reader.TryGetInt64(out var value) ? value
        : throw CommonErrors.SerializationException();

    public readonly bool Boolean() => _reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw Not("a Boolean"),
    };

    /// <summary>A moment, as seconds since 1970.</summary>
    public readonly DateTimeOffset Timestamp()
    {
        if (_reader.TokenType != JsonTokenType.Number)
            throw Not("a Timestamp");
        return _reader.TryGetDecimal(out var seconds) && seconds is >= -62_135_596_800m and < 253_402_300_800m
            ? DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : throw CommonErrors.SerializationException();
    }

    public readonly ReadOnlyMemory<byte> Blob() => _reader.TokenType == JsonTokenType.String && _reader.TryGetBytesFromBase64(out var bytes)
        ? bytes
        : throw Not("a Blob");

    readonly ApiException Not(string type) => CommonErrors.SerializationException(_reader.TokenType switch
    {
        JsonTokenType.StartArray => ListInstead,
        JsonTokenType.StartObject => StructureInstead,
        JsonTokenType.String => $"STRING_VALUE can not be converted to {type}",
        JsonTokenType.Number => $"NUMBER_VALUE can not be converted to {type}",
        JsonTokenType.True => $"TRUE_VALUE can not be converted to {type}",
        JsonTokenType.False => $"FALSE_VALUE can not be converted to {type}",
        _ => "",
    });
}
