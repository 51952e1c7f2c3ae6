using Mantle.Wire.Model;

namespace Mantle.Generators;

/// <summary>Generates the code that writes messages into audit records: as JSON in CloudTrail's format, without secret members.</summary>
static class AuditWriter
{
    public static string Writers(ServiceModel service, Reach reach)
    {
        var source = new Source(Names.Namespace(service));
        foreach (var shape in reach.All)
            if (shape.Kind == ShapeKind.Structure)
                Record(source, Names.Shape(shape), shape.Members);
        foreach (var operation in service.Operations)
            if (operation.Input is null)
                Record(source, Names.Request(operation), []);
        return source.ToString();
    }

    static void Record(Source source, string name, IReadOnlyList<MemberModel> members)
    {
        source.Line();
        using (source.Open($"partial record {name} : global::Mantle.Wire.IAuditedMessage"))
        {
            source.Line("/// <inheritdoc/>");
            using (source.Open("public void WriteAudit(global::System.Text.Json.Utf8JsonWriter json)"))
            {
                source.Line("json.WriteStartObject();");
                foreach (var member in members)
                    if (!Names.IsStream(member) && !IsSecret(member.Shape))
                        Member(source, member);
                source.Line("json.WriteEndObject();");
            }
        }
    }

    // Lists of lists and maps of maps can contain secrets at any depth. Structures omit their own.
    static bool IsSecret(ShapeModel shape) =>
        shape.Sensitive || shape.Kind == ShapeKind.Blob || shape.Element is { } element && IsSecret(element);

    static void Member(Source source, MemberModel member)
    {
        var local = Names.Local(member);
        using (source.Open($"if ({Names.Property(member)} is {{ }} {local})"))
        {
            source.Line($"json.WritePropertyName(\"{Names.Camel(member)}\"u8);");
            Value(source, member.Shape, local, 0);
        }
    }

    static void Value(Source source, ShapeModel shape, string value, int depth)
    {
        switch (shape.Kind)
        {
            case ShapeKind.Structure:
                source.Line($"{value}.WriteAudit(json);");
                break;
            case ShapeKind.List:
                source.Line("json.WriteStartArray();");
                using (source.Open($"foreach (var item{depth} in {value})"))
                    Value(source, shape.Element!, $"item{depth}", depth + 1);
                source.Line("json.WriteEndArray();");
                break;
            case ShapeKind.Map:
                source.Line("json.WriteStartObject();");
                using (source.Open($"foreach (var (key{depth}, item{depth}) in {value})"))
                {
                    source.Line($"json.WritePropertyName(key{depth});");
                    Value(source, shape.Element!, $"item{depth}", depth + 1);
                }
                source.Line("json.WriteEndObject();");
                break;
            case ShapeKind.Boolean:
                source.Line($"json.WriteBooleanValue({value});");
                break;
            case ShapeKind.String or ShapeKind.Timestamp:
                source.Line($"json.WriteStringValue({value});");
                break;
            case ShapeKind.Document:
                source.Line($"{value}.WriteTo(json);");
                break;
            case ShapeKind.Float or ShapeKind.Double:
                source.Line($"global::Mantle.Wire.JsonResponseWriter.Value(json, {value});");
                break;
            default:
                source.Line($"json.WriteNumberValue({value});");
                break;
        }
    }
}
