using System.Xml;

namespace Mantle.Core.Federation;

/// <summary>Parses untrusted XML: no document type and so no entities, no external resources, limited depth.</summary>
public static class SafeXml
{
    const int MostElements = 20_000,
        Deepest = 64;

    /// <exception cref="XmlException">The XML is not well-formed, has a document type, or is nested too deeply.</exception>
    public static XmlDocument Parse(string xml)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersFromEntities = 0,
            MaxCharactersInDocument = 10_000_000,
        };
        // A first pass checks the depth, because the document tree is built recursively.
        using (var counter = XmlReader.Create(new StringReader(xml), settings))
            for (var elements = 0; counter.Read(); )
                if (counter.NodeType == XmlNodeType.Element && (++elements > MostElements || counter.Depth > Deepest))
                    throw new XmlException("The document has too many elements, or they are nested too deeply.");
        // White space is part of what is signed.
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        using var reader = XmlReader.Create(new StringReader(xml), settings);
        document.Load(reader);
        return document;
    }

    /// <summary>The child elements with a name.</summary>
    public static IEnumerable<XmlElement> Children(this XmlElement parent, string name, string xmlNamespace) =>
        parent.ChildNodes.OfType<XmlElement>().Where(child => child.LocalName == name && child.NamespaceURI == xmlNamespace);

    /// <summary>The only child element with a name; null if there is none or more than one.</summary>
    public static XmlElement? Only(this XmlElement parent, string name, string xmlNamespace)
    {
        XmlElement? only = null;
        foreach (var child in parent.Children(name, xmlNamespace))
            only = only is null ? child : throw new XmlException($"The document has more than one {name}.");
        return only;
    }

    /// <summary>
    /// The text of an element that contains only text. A signature does not cover comments, so <c>admin&lt;!----&gt;.evil</c> could be read
    /// in two ways. Such an element is refused, even if it is signed.
    /// </summary>
    /// <exception cref="XmlException">The element contains something other than text.</exception>
    public static string PlainText(this XmlElement element)
    {
        foreach (XmlNode child in element.ChildNodes)
            if (
                child.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
            )
                throw new XmlException($"The element {element.LocalName} must hold text only.");
        return element.InnerText.Trim();
    }

    /// <summary>An attribute without a namespace; null if there is none.</summary>
    public static string? Attribute(this XmlElement element, string name) => element.GetAttributeNode(name)?.Value;

    /// <summary>Parses a time in the format of XML Schema; null if it is not one.</summary>
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
