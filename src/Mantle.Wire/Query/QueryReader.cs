using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Mantle.Wire;

/// <summary>
/// Reads members of one structure from the parameters of a request: at the top level <c>RoleArn</c>, inside the first
/// element of a list what follows <c>Tags.member.1.</c>. A value that is not of its type is <c>MalformedInput</c>, in
/// AWS's words where they are known. Members that no one asks for are ignored, as AWS ignores them.
/// </summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The model's own words.")]
public readonly struct QueryReader
{
    readonly QueryParameters parameters;
    readonly int first;
    readonly int last;
    readonly int skip;

    internal QueryReader(QueryParameters parameters, int start, int end, int skip)
    {
        this.parameters = parameters;
        first = start;
        last = end;
        this.skip = skip;
    }

    /// <summary>Whether the structure has no parameter at all.</summary>
    public bool IsEmpty => first == last;

    /// <summary>The text of a member, or null.</summary>
    public string? String(ReadOnlySpan<byte> name) => TryValue(name, out var value) ? Encoding.UTF8.GetString(value) : null;

    /// <summary>The number of a member, or null.</summary>
    public int? Integer(ReadOnlySpan<byte> name) => TryValue(name, out var value) ? ParseInteger(value) : null;

    /// <summary>The number of a member, or null.</summary>
    public long? Long(ReadOnlySpan<byte> name) => TryValue(name, out var value) ? ParseLong(value) : null;

    /// <summary>The number of a member, or null.</summary>
    public float? Float(ReadOnlySpan<byte> name) => (float?)Double(name);

    /// <summary>The number of a member, or null.</summary>
    public double? Double(ReadOnlySpan<byte> name) => TryValue(name, out var value) ? ParseDouble(value) : null;

    /// <summary>The boolean of a member, or null.</summary>
    public bool? Boolean(ReadOnlySpan<byte> name) => TryValue(name, out var value) ? ParseBoolean(value) : null;

    /// <summary>The timestamp of a member, in ISO 8601, or null.</summary>
    public DateTimeOffset? Iso8601(ReadOnlySpan<byte> name)
    {
        if (!TryValue(name, out var value))
            return null;
        return ParseTimestamp(value);
    }

    /// <summary>The timestamp of a member, in HTTP format, or null.</summary>
    public DateTimeOffset? HttpDate(ReadOnlySpan<byte> name) =>
        String(name) is not { } text ? null
        : Timestamps.TryParseHttpDate(text, out var moment) ? moment
        : throw CommonErrors.MalformedInput();

    /// <summary>The timestamp of a member, in seconds since 1970, or null.</summary>
    public DateTimeOffset? UnixTime(ReadOnlySpan<byte> name) =>
        String(name) is not { } text ? null
        : Timestamps.TryParseUnixTime(text, out var moment) ? moment
        : throw CommonErrors.MalformedInput();

    /// <summary>The bytes of a member, in base64, or null.</summary>
    public ReadOnlyMemory<byte>? Blob(ReadOnlySpan<byte> name)
    {
        if (!TryValue(name, out var value))
            return null;
        return ParseBlob(value);
    }

    /// <summary>Whether a structure has any member; <paramref name="prefix"/> is its name with a dot behind.</summary>
    public bool TryStructure(ReadOnlySpan<byte> prefix, out QueryReader structure)
    {
        var (start, end) = parameters.WithPrefix(first, last, skip, prefix);
        structure = new(parameters, start, end, skip + prefix.Length);
        return start < end;
    }

    /// <summary>
    /// Whether a list was given. <paramref name="prefix"/> is what stands before an element's number, such as
    /// <c>Tags.member.</c>, or <c>Tag.</c> where the list is flattened; <paramref name="name"/> alone, with no value,
    /// gives an empty list.
    /// </summary>
    public bool TryList(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> name, out QueryList list)
    {
        var (start, end) = parameters.WithPrefix(first, last, skip, prefix);
        if (start < end)
        {
            list = QueryList.Read(parameters, start, end, skip + prefix.Length);
            return true;
        }
        list = default;
        if (!TryValue(name, out var value))
            return false;
        return value.IsEmpty ? true : throw CommonErrors.MalformedInput("Value found where not expected");
    }

    bool TryValue(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        var index = parameters.IndexOf(first, last, skip, name);
        value = default;
        if (index < 0)
            return false;
        parameters.NoteRead(index);
        value = parameters.Value(index);
        return true;
    }

    // AWS reads "+900" and "0900" as 900, and says nothing about what is not a number at all.
    internal static int ParseInteger(ReadOnlySpan<byte> value) =>
        value.IsEmpty ? throw CommonErrors.MalformedInput("missing value for decimal type")
        : int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw CommonErrors.MalformedInput();

    internal static long ParseLong(ReadOnlySpan<byte> value) =>
        value.IsEmpty ? throw CommonErrors.MalformedInput("missing value for decimal type")
        : long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw CommonErrors.MalformedInput();

    internal static double ParseDouble(ReadOnlySpan<byte> value) =>
        value.IsEmpty ? throw CommonErrors.MalformedInput("missing value for decimal type")
        : Numbers.TryParse(Encoding.UTF8.GetString(value), out var number) ? number
        : throw CommonErrors.MalformedInput();

    internal static DateTimeOffset ParseTimestamp(ReadOnlySpan<byte> value) =>
        Timestamps.TryParse(value, out var moment) ? moment : throw CommonErrors.MalformedInput("timestamp must follow ISO8601");

    internal static ReadOnlyMemory<byte> ParseBlob(ReadOnlySpan<byte> value)
    {
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(value.Length)];
        return Base64.DecodeFromUtf8(value, bytes, out _, out var written) == System.Buffers.OperationStatus.Done
            ? bytes.AsMemory(0, written)
            : throw CommonErrors.MalformedInput();
    }

    internal static bool ParseBoolean(ReadOnlySpan<byte> value) =>
        value switch
        {
            [] => throw CommonErrors.MalformedInput("missing value for boolean type"),
            [(byte)'1'] => true,
            [(byte)'0'] => false,
            _ when value.SequenceEqual("true"u8) => true,
            _ when value.SequenceEqual("false"u8) => false,
            _ => throw CommonErrors.MalformedInput("boolean must follow xsd1.1 definition"),
        };
}
