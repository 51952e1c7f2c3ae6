using Mantle.Wire.Model;

namespace Mantle.Generators;

/// <summary>The C# expression that reads a member of a REST-JSON request. The constraint checks report absent members.</summary>
static class RestJsonValues
{
    public static string Value(OperationModel operation, ShapeModel input, MemberModel member)
    {
        var value = member.Location switch
        {
            MemberLocation.Uri => Converted(member, RouterWriter.Label(operation, member), Moments.Iso8601),
            MemberLocation.Header => Header(member),
            MemberLocation.Headers => $"r.HeaderMap(\"{member.WireName}\")",
            MemberLocation.Query => Query(input, member),
            _ => Payload(member),
        };
        if (!member.Required || member.Location == MemberLocation.Body && member.Shape.Kind == ShapeKind.Blob)
            return value;
        return Names.IsValue(member.Shape)
                ? $"{value} ?? c.Missing<{Names.Type(member.Shape)}>(\"{Names.Camel(member)}\", {Names.Acceptable(member.Shape)})"
            : member.Shape.Kind == ShapeKind.Structure ? $"({value})!"
            : $"{value}!";
    }

    static string Header(MemberModel member) =>
        member.Shape.Kind == ShapeKind.List
            ? $"r.HeaderList(\"{member.WireName}\")"
            : Converted(member, $"r.Header(\"{member.WireName}\")", Moments.HttpDate);

    static string Query(ShapeModel input, MemberModel member)
    {
        if (member.Shape.Kind == ShapeKind.List && member.Shape.Element!.Kind == ShapeKind.String)
            return $"r.Query.FindAll(\"{member.WireName}\"u8)";
        if (member.Shape.Kind != ShapeKind.Map)
            return Converted(member, $"r.QueryText(\"{member.WireName}\"u8)", Moments.Iso8601);
        // The map contains all parameters that no other member names.
        var others = input.Members.Where(other => other != member && other.Location == MemberLocation.Query);
        return $"r.QueryMap({string.Join(", ", others.Select(other => Source.Literal(other.WireName)))})";
    }

    static string Converted(MemberModel member, string text, string moment) =>
        member.Shape.Kind switch
        {
            ShapeKind.String => text,
            ShapeKind.Timestamp => $"r.{Moments.Of(member.Shape, member, moment)}(\"{member.WireName}\", {text})",
            ShapeKind.List or ShapeKind.Map or ShapeKind.Structure or ShapeKind.Blob => throw new NotSupportedException(
                $"{member.Name}: neither path, query string nor header holds a {member.Shape.Kind}."
            ),
            _ => $"r.{member.Shape.Kind}(\"{member.WireName}\", {text})",
        };

    static string Payload(MemberModel member) =>
        member.Shape.Kind switch
        {
            ShapeKind.String => "r.Text()",
            ShapeKind.Blob => "r.Body",
            ShapeKind.Structure => "r.Body.IsEmpty ? null : "
                + $"global::Mantle.Wire.JsonRequestReader.Read(r.Body.Span, JsonBinders.{Names.Shape(member.Shape)}, ref c)",
            _ => throw new NotSupportedException($"{member.Name}: no body is a {member.Shape.Kind}."),
        };
}
