namespace Mantle.Wire.Model;

/// <summary>A shape of the model. Properties that do not apply to its kind have their default value.</summary>
public sealed class ShapeModel
{
    internal ShapeModel(string name, ShapeKind kind)
    {
        Name = name;
        Kind = kind;
    }

    /// <summary>The shape's name in the model.</summary>
    public string Name { get; }

    /// <summary>The shape's kind.</summary>
    public ShapeKind Kind { get; }

    /// <summary>The minimum length (of text in code points, of a list in elements) or value.</summary>
    public long? Min { get; internal set; }

    /// <summary>The maximum length or value.</summary>
    public long? Max { get; internal set; }

    /// <summary>The regular expression that the whole text must match, in Java's syntax.</summary>
    public string? Pattern { get; internal set; }

    /// <summary>
    /// The service's message for a text that does not match <see cref="Pattern"/>, if the message does not contain the pattern;
    /// <c>{member}</c> stands for the member.
    /// </summary>
    public string? PatternText { get; internal set; }

    /// <summary>The allowed values of a string; empty if any string is allowed.</summary>
    public IReadOnlyList<string> EnumValues { get; internal set; } = [];

    /// <summary>Whether the value is a secret, which must not be logged.</summary>
    public bool Sensitive { get; internal set; }

    /// <summary>Whether an absent number or boolean is different from zero or false.</summary>
    public bool Boxed { get; internal set; }

    /// <summary>The format of a timestamp: iso8601, rfc822 or unixTimestamp; null for the protocol's own.</summary>
    public string? TimestampFormat { get; internal set; }

    /// <summary>A list's element or a map's value.</summary>
    public ShapeModel? Element { get; internal set; }

    /// <summary>A map's key.</summary>
    public ShapeModel? Key { get; internal set; }

    /// <summary>Whether a missing list element is not a violation.</summary>
    public bool NullableElements { get; internal set; }

    /// <summary>The name of a list's elements on the wire.</summary>
    public string ItemName { get; internal set; } = "member";

    /// <summary>The name of a map's keys on the wire.</summary>
    public string KeyName { get; internal set; } = "key";

    /// <summary>The name of a map's values on the wire.</summary>
    public string ValueName { get; internal set; } = "value";

    /// <summary>Whether the list or map is flattened: its elements have no enclosing element.</summary>
    public bool Flattened { get; internal set; }

    /// <summary>A structure's members.</summary>
    public IReadOnlyList<MemberModel> Members => MemberList;

    internal List<MemberModel> MemberList { get; } = [];

    /// <summary>The error that a structure describes; null for other shapes.</summary>
    public ErrorModel? Error { get; internal set; }

    /// <summary>The member that is the body of the message.</summary>
    public MemberModel? Payload { get; internal set; }

    /// <summary>The name of the document element, if it is not the shape's name.</summary>
    public string? XmlName { get; internal set; }

    /// <summary>Whether the document element contains the only member's text directly.</summary>
    public bool Unwrapped { get; internal set; }

    /// <summary>Whether the document element has no namespace.</summary>
    public bool WithoutNamespace { get; internal set; }

    /// <summary>Whether exactly one member is set.</summary>
    public bool Union { get; internal set; }

    /// <summary>Whether the members are events of a stream.</summary>
    public bool EventStream { get; internal set; }
}
