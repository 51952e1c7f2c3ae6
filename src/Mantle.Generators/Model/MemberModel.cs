namespace Mantle.Wire.Model;

/// <summary>A member of a structure.</summary>
public sealed class MemberModel
{
    internal MemberModel(string name, ShapeModel shape, bool required)
    {
        Name = name;
        WireName = name;
        Shape = shape;
        Required = required;
    }

    /// <summary>The member's name in the model.</summary>
    public string Name { get; }

    /// <summary>The member's shape.</summary>
    public ShapeModel Shape { get; }

    /// <summary>Whether the member is required.</summary>
    public bool Required { get; internal set; }

    /// <summary>The member's location in the message.</summary>
    public MemberLocation Location { get; internal set; }

    /// <summary>The name of the element, label, parameter or header; or the prefix of the headers.</summary>
    public string WireName { get; internal set; }

    /// <summary>Whether the member is the message's body, read or written as a stream.</summary>
    public bool Streaming { get; internal set; }

    /// <summary>Whether the list or map is flattened: its elements have no enclosing element.</summary>
    public bool Flattened { get; internal set; }

    /// <summary>The format of a timestamp: iso8601, rfc822 or unixTimestamp; null for the shape's or the protocol's own.</summary>
    public string? TimestampFormat { get; internal set; }

    /// <summary>Whether the member is an XML attribute.</summary>
    public bool Attribute { get; internal set; }

    /// <summary>The prefix of a namespace declared on the member's element.</summary>
    public string? XmlPrefix { get; internal set; }

    /// <summary>The namespace for <see cref="XmlPrefix"/>.</summary>
    public string? XmlNamespace { get; internal set; }
}
