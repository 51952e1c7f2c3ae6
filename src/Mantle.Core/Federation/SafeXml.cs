using System.Xml;

namespace Mantle.Core.Federation;

/// <summary>XML from outside: no document type, so no entities; nothing is fetched; bounded.</summary>
public static class SafeXml
{
    const int MostElements = 20_000,
        Deepest = 64;

    /// <exception cref="XmlException">It is not well-formed, has a document type, or is nested too deeply.</exception>
    public static XmlDocument Parse(string xml)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersFromEntities = 0,
            MaxCharactersInDocument = 10_000_000,
        };
        // A first pass counts, because the document tree is built recursively.
        using (var counter = XmlReader.Create(new StringReader(xml), settings))
            for (var elements = 0; counter.Read(); )
                if (counter.NodeType == XmlNodeType.Element && (++elements > MostElements || counter.Depth > Deepest))
                    throw new XmlException("The document has too many elements, or they are nested too deeply.");
        // Signatures are over white space too.
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        using var reader = XmlReader.Create(new StringReader(xml), settings);
        document.Load(reader);
        return document;
    }

    /// <summary>The child elements of that name.</summary>
    public static IEnumerable<XmlElement> Children(this XmlElement parent, string name, string xmlNamespace) =>
        parent.ChildNodes.OfType<XmlElement>().Where(child => child.LocalName == name && child.NamespaceURI == xmlNamespace);

    /// <summary>The only child element of that name; null where there is none or more than one.</summary>
    public static XmlElement? Only(this XmlElement parent, string name, string xmlNamespace)
    {
        XmlElement? only = null;
        foreach (var child in parent.Children(name, xmlNamespace))
            only = only is null ? child : throw new XmlException($"The document has more than one {name}.");
        return only;
    }

    /// <summary>
    /// The text of an element that holds nothing but text. A comment would be left out of what a signature is over, so that
    /// <c>admin&lt;!----&gt;.evil</c> could be read two ways; it is refused, whoever signed it.
    /// </summary>
    /// <exception cref="XmlException">It holds something else besides.</exception>
    public static string PlainText(this XmlElement element)
    {
        foreach (XmlNode child in element.ChildNodes)
            if (
                child.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
            )
                throw new XmlException($"The element {element.LocalName} must hold text only.");
        return element.InnerText.Trim();
    }

    /// <summary>An attribute without a namespace; null where there is none.</summary>
    public static string? Attribute(this XmlElement element, string name) => element.GetAttributeNode(name)?.Value;

    /// <summary>A moment as XML Schema writes it; null when it is none.</summary>
    public static DateTimeOffset? Moment(string? text) =>
        DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var moment
        )
            ? moment
            : null;
}
