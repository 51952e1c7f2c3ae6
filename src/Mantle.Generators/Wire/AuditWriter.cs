using Mantle.Wire.Model;

namespace Mantle.Generators;

/// <summary>
/// Generates the code that writes messages into audit records: as JSON in CloudTrail's format, without secret members. Names begin in lower
/// case; S3's are those of its REST API, with <c>bucketName</c> for the bucket
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-understanding-s3-entries.html"/>).
/// </summary>
sealed class AuditWriter
{
    readonly bool isXml;
    readonly string dates;

    AuditWriter(Protocol protocol)
    {
        isXml = protocol == Protocol.RestXml;
        dates = protocol is Protocol.Query or Protocol.Json ? "WriteText" : "WriteIso";
    }

    public static string Writers(ServiceModel service, Reach reach) => new AuditWriter(service.Protocol).Write(service, reach);

    string Write(ServiceModel service, Reach reach)
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

    void Record(Source source, string name, IReadOnlyList<MemberModel> members)
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

    void Member(Source source, MemberModel member)
    {
        var local = Names.Local(member);
        using (source.Open($"if ({Names.Property(member)} is {{ }} {local})"))
        {
            source.Line($"json.WritePropertyName(\"{NameOf(member)}\"u8);");
            Value(source, member.Shape, local, 0);
        }
    }

    string NameOf(MemberModel member) =>
        !isXml ? Names.Camel(member)
        : member.Location == MemberLocation.Uri ? (member.Name == "Bucket" ? "bucketName" : Names.Camel(member))
        : member.Location == MemberLocation.Body ? member.Name
        : member.WireName;

    void Value(Source source, ShapeModel shape, string value, int depth)
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
            case ShapeKind.Timestamp:
                source.Line($"global::Mantle.Wire.AuditDates.{dates}(json, {value});");
                break;
            case ShapeKind.String:
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
