using Mantle.Wire.Model;

namespace Mantle.Generators;

/// <summary>The C# expression that reads a member of a REST-XML request. It throws if a required member is absent.</summary>
static class RestXmlValues
{
    const string Errors = "global::Mantle.Wire.RestXmlErrors";

    public static string Value(OperationModel operation, MemberModel member) =>
        member.Location switch
        {
            MemberLocation.Uri => RouterWriter.HasLevels(operation) ? $"r.{member.WireName}!" : RouterWriter.Label(operation, member),
            MemberLocation.Header => Header(member),
            MemberLocation.Headers => $"r.HeaderMap(\"{member.WireName}\")",
            MemberLocation.Query => Query(member),
            _ => Payload(member),
        };

    static string Header(MemberModel member)
    {
        var (shape, name) = (member.Shape, member.WireName);
        if (shape.Kind == ShapeKind.String)
            return member.Required ? $"r.RequiredHeader(\"{name}\")" : $"r.Header(\"{name}\")";
        var value = shape.Kind switch
        {
            ShapeKind.List => $"r.HeaderList(\"{name}\")",
            ShapeKind.Timestamp => $"r.{Moments.Of(shape, member, Moments.HttpDate)}(\"{name}\", r.Header(\"{name}\"))",
            ShapeKind.Map or ShapeKind.Structure or ShapeKind.Blob => throw new NotSupportedException(
                $"{member.Name}: no header holds a {shape.Kind}."
            ),
            _ => $"r.{shape.Kind}(\"{name}\", r.Header(\"{name}\"))",
        };
        return member.Required ? $"{value} ?? throw {Errors}.MissingHeader(\"{name}\")" : value;
    }

    static string Query(MemberModel member)
    {
        var (shape, name) = (member.Shape, $"\"{member.WireName}\"u8");
        if (shape.Kind == ShapeKind.String)
            return member.Required ? $"r.RequiredQuery({name})" : $"r.QueryText({name})";
        var value = shape.Kind switch
        {
            ShapeKind.Integer => $"r.QueryInteger({name}, {shape.Min ?? 0}, {shape.Max ?? int.MaxValue})",
            ShapeKind.Timestamp => $"r.{Moments.Of(shape, member, Moments.Iso8601)}(\"{member.WireName}\", r.QueryText({name}))",
            ShapeKind.Map or ShapeKind.Structure or ShapeKind.Blob or ShapeKind.List => throw new NotSupportedException(
                $"{member.Name}: no query string holds a {shape.Kind}."
            ),
            _ => $"r.{shape.Kind}(\"{member.WireName}\", r.QueryText({name}))",
        };
        return member.Required ? $"{value} ?? throw {Errors}.MissingQuery(\"{member.WireName}\")" : value;
    }

    static string Payload(MemberModel member)
    {
        var value = member.Shape.Kind switch
        {
            ShapeKind.String => "r.Text()",
            ShapeKind.Blob => "r.Body",
            ShapeKind.Structure =>
                $"global::Mantle.Wire.XmlRequestReader.Read(r.Body, \"{member.WireName}\", XmlReaders.{Names.Shape(member.Shape)})",
            _ => throw new NotSupportedException($"{member.Name}: no body is a {member.Shape.Kind}."),
        };
        return member.Required && member.Shape.Kind != ShapeKind.Blob ? $"{value} ?? throw {Errors}.MissingBody()" : value;
    }
}
