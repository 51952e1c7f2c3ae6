namespace Mantle.Wire.Model;

/// <summary>The facts about one shape; those that do not apply to its kind have their default.</summary>
public sealed class ShapeModel
{
    internal ShapeModel(string name, ShapeKind kind)
    {
        Name = name;
        Kind = kind;
    }

    /// <summary>The shape's name in the model.</summary>
    public string Name { get; }

    /// <summary>What the shape is.</summary>
    public ShapeKind Kind { get; }

    /// <summary>The least length (of text in code points, of a list in elements) or value.</summary>
    public long? Min { get; internal set; }

    /// <summary>The greatest length or value.</summary>
    public long? Max { get; internal set; }

    /// <summary>The regular expression that the whole text must match, in Java's syntax.</summary>
    public string? Pattern { get; internal set; }

    /// <summary>
    /// What the service says of a text that does not match <see cref="Pattern"/>, where it does not name the pattern;
    /// <c>{member}</c> stands for the member.
    /// </summary>
    public string? PatternText { get; internal set; }

    /// <summary>The values that the API names for this text; empty where any text will do.</summary>
    public IReadOnlyList<string> EnumValues { get; internal set; } = [];

    /// <summary>Whether the value is a secret, never to be logged.</summary>
    public bool Sensitive { get; internal set; }

    /// <summary>Whether the number or boolean can be absent, as opposed to zero or false.</summary>
    public bool Boxed { get; internal set; }

    /// <summary>The format of a timestamp: iso8601, rfc822 or unixTimestamp; null for the protocol's own.</summary>
    public string? TimestampFormat { get; internal set; }

    /// <summary>A list's element or a map's value.</summary>
    public ShapeModel? Element { get; internal set; }

    /// <summary>A map's key.</summary>
    public ShapeModel? Key { get; internal set; }

    /// <summary>Whether the service does not count it among the constraints of a list's elements that they are there.</summary>
    public bool NullableElements { get; internal set; }

    /// <summary>The name of a list's elements on the wire.</summary>
    public string ItemName { get; internal set; } = "member";

    /// <summary>The name of a map's keys on the wire.</summary>
    public string KeyName { get; internal set; } = "key";

    /// <summary>The name of a map's values on the wire.</summary>
    public string ValueName { get; internal set; } = "value";

    /// <summary>Whether the elements of a list or map stand without one around them.</summary>
    public bool Flattened { get; internal set; }

    /// <summary>A structure's members.</summary>
    public IReadOnlyList<MemberModel> Members => MemberList;

    internal List<MemberModel> MemberList { get; } = [];

    /// <summary>What a structure means as an error; null for other shapes.</summary>
    public ErrorModel? Error { get; internal set; }

    /// <summary>The member that is the body of the message.</summary>
    public MemberModel? Payload { get; internal set; }

    /// <summary>The name of the document element, where it is not the shape's.</summary>
    public string? XmlName { get; internal set; }

    /// <summary>Whether the one member's text is the document element's own.</summary>
    public bool Unwrapped { get; internal set; }

    /// <summary>Whether the document element has no namespace.</summary>
    public bool WithoutNamespace { get; internal set; }

    /// <summary>Whether exactly one member is set.</summary>
    public bool Union { get; internal set; }

    /// <summary>Whether the members are events of a stream.</summary>
    public bool EventStream { get; internal set; }
}
