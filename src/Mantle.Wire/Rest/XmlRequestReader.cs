using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Xml;

namespace Mantle.Wire;

/// <summary>
/// Reads the XML body of a request strictly: no document type, no entities of its own, a limited size, no unknown element, and no duplicate
/// of a single element. Any violation is <c>MalformedXML</c>.
/// Namespaces are ignored, because AWS accepts documents with and without them.
/// </summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The model's own words.")]
public sealed class XmlRequestReader : IDisposable
{
    // The longest document of the API is the list of ten thousand parts of an upload, with checksums.
    const long MaxCharacters = 8 << 20;

    readonly MemoryStream stream;
    readonly XmlReader xml;

    XmlRequestReader(MemoryStream stream)
    {
        this.stream = stream;
        xml = XmlReader.Create(
            stream,
            new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                MaxCharactersInDocument = MaxCharacters,
                IgnoreComments = true,
                IgnoreProcessingInstructions = true,
            }
        );
    }

    /// <summary>Reads a document, or gives null for an empty body.</summary>
    public static T? Read<T>(ReadOnlyMemory<byte> body, string root, Func<XmlRequestReader, T> read)
        where T : class
    {
        if (body.IsEmpty)
            return null;
        try
        {
            using var reader = new XmlRequestReader(new MemoryStream(body.ToArray(), writable: false));
            if (reader.xml.MoveToContent() != XmlNodeType.Element || reader.Name != root)
                throw Malformed();
            var value = read(reader);
            if (reader.xml.MoveToContent() != XmlNodeType.None)
                throw Malformed();
            return value;
        }
        catch (XmlException)
        {
            throw Malformed();
        }
    }

    public void Dispose()
    {
        xml.Dispose();
        stream.Dispose();
    }

    /// <summary>The name of the next element.</summary>
    public string Name => xml.LocalName;

    public static ApiException Malformed() => RestXmlErrors.MalformedXml();

    /// <summary>Throws if an element occurs a second time.</summary>
    public static void Once(bool first)
    {
        if (!first)
            throw Malformed();
    }

    /// <summary>An attribute of the next element, whatever its namespace.</summary>
    public string? Attribute(string name)
    {
        string? value = null;
        for (var more = xml.MoveToFirstAttribute(); more; more = xml.MoveToNextAttribute())
            if (xml.LocalName == name && xml.Prefix != "xmlns")
                value = xml.Value;
        xml.MoveToElement();
        return value;
    }

    /// <summary>Enters an element; the result is an argument of <see cref="Next"/>.</summary>
    public int Enter()
    {
        var depth = xml.IsEmptyElement ? -1 : xml.Depth;
        xml.Read();
        return depth;
    }

    /// <summary>Goes to the next child element; false after the last one, which leaves the element.</summary>
    public bool Next(int depth)
    {
        if (depth < 0)
            return false;
        while (true)
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    return true;
                case XmlNodeType.EndElement:
                    xml.Read();
                    return false;
                case XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    xml.Read();
                    break;
                default:
                    throw Malformed();
            }
    }

    public string String() => xml.ReadElementContentAsString();

    public string String(string[] values)
    {
        var value = String();
        return values.Contains(value) ? value : throw Malformed();
    }

    /// <summary>A single-precision number.</summary>
    public float Float() => (float)Double();

    /// <summary>A decimal number.</summary>
    public double Double() => Numbers.TryParse(String().Trim(), out var value) ? value : throw Malformed();

    /// <summary>A timestamp as seconds since 1970.</summary>
    public DateTimeOffset UnixTime() => Timestamps.TryParseUnixTime(String().Trim(), out var moment) ? moment : throw Malformed();

    public int Integer() =>
        int.TryParse(String().AsSpan().Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Malformed();

    public long Long() =>
        long.TryParse(String().AsSpan().Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Malformed();

    public bool Boolean() =>
        String().Trim() switch
        {
            "true" or "True" or "TRUE" or "1" => true,
            "false" or "False" or "FALSE" or "0" => false,
            _ => throw Malformed(),
        };

    public DateTimeOffset Iso8601() =>
        Timestamps.TryParse(Encoding.UTF8.GetBytes(String().Trim()), out var moment) ? moment : throw Malformed();

    public DateTimeOffset HttpDate() => Timestamps.TryParseHttpDate(String().Trim(), out var moment) ? moment : throw Malformed();

    public ReadOnlyMemory<byte> Blob()
    {
        var text = String();
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes.AsMemory(0, length) : throw Malformed();
    }
}
