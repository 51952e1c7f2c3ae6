using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Mantle.Wire;

/// <summary>
/// The elements of a list in a query request, numbered from 1. Up to ten successive numbers may be missing; the missing elements are null
/// and break a constraint. Larger gaps and invalid numbers are refused with AWS's messages before memory of that size is
/// allocated.
/// </summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The model's own words.")]
public readonly struct QueryList
{
    // Measured on AWS: the largest index that it accepts, and the longest gap that it fills.
    const int MaxIndex = 214_748_369;
    const int MaxSkip = 10;

    readonly QueryParameters parameters;
    readonly Element[]? elements;

    QueryList(QueryParameters parameters, Element[] elements)
    {
        this.parameters = parameters;
        this.elements = elements;
    }

    /// <summary>How many elements there are, missing ones included.</summary>
    public int Count => elements?.Length ?? 0;

    /// <summary>The text of an element, or null if it is missing.</summary>
    public string? String(int index) => TryValue(elements![index], out var value) ? Encoding.UTF8.GetString(value) : null;

    /// <summary>The number of an element, or null if it is missing.</summary>
    public int? Integer(int index) => TryValue(elements![index], out var value) ? QueryReader.ParseInteger(value) : null;

    /// <summary>The number of an element, or null if it is missing.</summary>
    public long? Long(int index) => TryValue(elements![index], out var value) ? QueryReader.ParseLong(value) : null;

    /// <summary>The number of an element, or null if it is missing.</summary>
    public float? Float(int index) => (float?)Double(index);

    /// <summary>The number of an element, or null if it is missing.</summary>
    public double? Double(int index) => TryValue(elements![index], out var value) ? QueryReader.ParseDouble(value) : null;

    /// <summary>The boolean of an element, or null if it is missing.</summary>
    public bool? Boolean(int index) => TryValue(elements![index], out var value) ? QueryReader.ParseBoolean(value) : null;

    /// <summary>The timestamp of an element, or null if it is missing.</summary>
    public DateTimeOffset? Iso8601(int index) => TryValue(elements![index], out var value) ? QueryReader.ParseTimestamp(value) : null;

    /// <summary>The bytes of an element, or null if it is missing.</summary>
    public ReadOnlyMemory<byte>? Blob(int index) => TryValue(elements![index], out var value) ? QueryReader.ParseBlob(value) : null;

    /// <summary>The members of an element that is a structure, list or map; false if it is missing.</summary>
    public bool TryStructure(int index, out QueryReader structure)
    {
        var element = elements![index];
        // An element with a value instead of members comes first, because its name is the shortest; nothing reads it.
        var hasValue = element.Start < element.End && parameters.Name(element.Start).Length == element.Skip;
        var start = hasValue ? element.Start + 1 : element.Start;
        structure = new(parameters, start, element.End, element.Skip + 1);
        return element.Start < element.End;
    }

    // An element without members is its own entry: the one whose name ends with the number.
    bool TryValue(Element element, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (element.Start == element.End || parameters.Name(element.Start).Length != element.Skip)
            return false;
        parameters.NoteRead(element.Start);
        value = parameters.Value(element.Start);
        return true;
    }

    // The names in [start, end) are equal up to `skip`, where the number begins, and sorted as text: 1, 10, 2.
    internal static QueryList Read(QueryParameters parameters, int start, int end, int skip)
    {
        var found = 0;
        for (var i = start; i < end; i = Next(parameters, i, end, skip))
            found++;
        var elements = new Element[found];
        var next = 0;
        for (var i = start; i < end; )
        {
            var token = Token(parameters.Name(i), skip);
            var element = new Element(ParseIndex(token), i, Next(parameters, i, end, skip), skip + token.Length);
            elements[next++] = element;
            i = element.End;
        }
        if (found > 9)
            elements.AsSpan().Sort(static (x, y) => x.Index.CompareTo(y.Index));
        return new(parameters, Filled(elements));
    }

    static Element[] Filled(Element[] elements)
    {
        var last = 1;
        foreach (var element in elements)
        {
            if (element.Index - last is var skipped and > MaxSkip)
                throw CommonErrors.MalformedInput(
                    string.Create(CultureInfo.InvariantCulture, $"Excessively sparse input would skip {skipped:N0} list elements")
                );
            last = element.Index;
        }
        if (last == elements.Length)
            return elements;
        var filled = new Element[last];
        foreach (var element in elements)
            filled[element.Index - 1] = element;
        return filled;
    }

    // The index of the next element's first entry.
    static int Next(QueryParameters parameters, int i, int end, int skip)
    {
        var token = Token(parameters.Name(i), skip);
        for (i++; i < end && Token(parameters.Name(i), skip).SequenceEqual(token); i++) { }
        return i;
    }

    static ReadOnlySpan<byte> Token(ReadOnlySpan<byte> name, int skip)
    {
        var token = name[skip..];
        var dot = token.IndexOf((byte)'.');
        return dot < 0 ? token : token[..dot];
    }

    static int ParseIndex(ReadOnlySpan<byte> token)
    {
        if (token.IsEmpty || token.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            throw CommonErrors.MalformedInput("Start of list found where not expected");
        if (token[0] == '0')
            throw CommonErrors.MalformedInput(token.Length == 1 ? "0 is not a valid index" : "Value found where not expected");
        if (token.Length > 9 || int.Parse(token, NumberStyles.None, CultureInfo.InvariantCulture) is var index && index > MaxIndex)
            throw CommonErrors.MalformedInput($"Index {Encoding.UTF8.GetString(token)} is illegal");
        return index;
    }

    readonly record struct Element(int Index, int Start, int End, int Skip);
}
