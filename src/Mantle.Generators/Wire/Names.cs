using System.Globalization;
using System.Text;
using Mantle.Wire.Model;

namespace Mantle.Generators;

/// <summary>The C# names of the model's names.</summary>
static class Names
{
    // Variables and parameters of generated methods.
    static readonly HashSet<string> taken = new(
        ["r", "c", "v", "w", "x", "list", "items", "key", "value", "entry", "element", "depth", "document", "request"],
        StringComparer.Ordinal
    );

    // Members of every record.
    static readonly HashSet<string> inherited = new(
        ["Equals", "GetHashCode", "ToString", "GetType", "EqualityContract", "PrintMembers", "MemberwiseClone", "WriteAudit"],
        StringComparer.Ordinal
    );

    /// <summary>The namespace of a service's generated types.</summary>
    public static string Namespace(ServiceModel service) => $"Mantle.Wire.{service.Namespace}";

    /// <summary>The type or method of a shape.</summary>
    public static string Shape(ShapeModel shape) => Upper(shape.Name);

    /// <summary>The property of a member.</summary>
    public static string Property(MemberModel member) =>
        Upper(member.Name) is var name && inherited.Contains(name) ? name + "Member" : name;

    /// <summary>A member's name in messages about broken constraints: <c>SAMLAssertion</c> becomes <c>sAMLAssertion</c>.</summary>
    public static string Camel(MemberModel member) => char.ToLowerInvariant(member.Name[0]) + member.Name.Substring(1);

    /// <summary>The request record of an operation, even if the model has none.</summary>
    public static string Request(OperationModel operation) => operation.Input is { } input ? Shape(input) : operation.Name + "Request";

    /// <summary>The response record of an operation.</summary>
    public static string Response(OperationModel operation) =>
        operation.Output is { } output ? Shape(output) : "global::Mantle.Wire.NoResponse";

    /// <summary>The type of a value of this shape, never null.</summary>
    public static string Type(ShapeModel shape) =>
        shape.Kind switch
        {
            ShapeKind.String => "string",
            ShapeKind.Integer => "int",
            ShapeKind.Long => "long",
            ShapeKind.Float => "float",
            ShapeKind.Double => "double",
            ShapeKind.Boolean => "bool",
            ShapeKind.Timestamp => "global::System.DateTimeOffset",
            ShapeKind.Blob => "global::System.ReadOnlyMemory<byte>",
            ShapeKind.Document => "global::System.Text.Json.JsonElement",
            ShapeKind.List => $"global::System.Collections.Generic.IReadOnlyList<{Type(shape.Element!)}>",
            ShapeKind.Map => $"global::System.Collections.Generic.IReadOnlyDictionary<{Type(shape.Key!)}, {Type(shape.Element!)}>",
            _ => Shape(shape),
        };

    /// <summary>The type that is created for a map.</summary>
    public static string Dictionary(ShapeModel shape) =>
        $"global::System.Collections.Generic.Dictionary<{Type(shape.Key!)}, {Type(shape.Element!)}>";

    /// <summary>The local variable of a member.</summary>
    public static string Local(MemberModel member) => Camel(member) is var name && taken.Contains(name) ? name + "Member" : "@" + name;

    /// <summary>A name on the wire, as a C# identifier.</summary>
    public static string Identifier(string wireName)
    {
        var name = new StringBuilder("@");
        foreach (var c in wireName)
            name.Append(char.IsLetterOrDigit(c) ? c : '_');
        if (char.IsDigit(name[1]))
            name.Insert(1, '_');
        if (inherited.Contains(wireName))
            name.Append('_');
        return name.ToString();
    }

    /// <summary>A value that breaks no constraint, so that an absent member is reported only once.</summary>
    public static string Acceptable(ShapeModel shape) =>
        shape.Kind is ShapeKind.Integer or ShapeKind.Long ? (shape.Min ?? 0).ToString(CultureInfo.InvariantCulture) : "default";

    /// <summary>Whether a member is the message's body as a stream.</summary>
    public static bool IsStream(MemberModel member) => member.Streaming || member.Shape.EventStream;

    /// <summary>Whether the type is a struct.</summary>
    public static bool IsValue(ShapeModel shape) =>
        shape.Kind is not (ShapeKind.String or ShapeKind.List or ShapeKind.Map or ShapeKind.Structure);

    /// <summary>The constant of an enum's value: <c>SERVICE_LEVEL</c> is <c>ServiceLevel</c>, <c>aws:kms</c> is <c>AwsKms</c>.</summary>
    public static string Constant(string value)
    {
        var name = new StringBuilder();
        var separators = value.Where(c => !char.IsLetterOrDigit(c)).Distinct().ToArray();
        var parts = value.Replace("*", "All").Split(separators, StringSplitOptions.RemoveEmptyEntries);
        foreach (var part in parts)
        {
            var shouted = part.All(c => !char.IsLower(c)) && (parts.Length > 1 || part.Length > 3);
            name.Append(char.ToUpperInvariant(part[0])).Append(shouted ? part.Substring(1).ToLowerInvariant() : part.Substring(1));
        }
        if (name.Length == 0 || char.IsDigit(name[0]))
            name.Insert(0, '_');
        return name.ToString();
    }

    static string Upper(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);
}
