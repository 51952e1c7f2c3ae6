using Mantle.Wire.Model;

namespace Mantle.Generators;

/// <summary>Generates the code that writes records as responses of the REST protocols.</summary>
static class RestFormatWriter
{
    public static string Formats(ServiceModel service)
    {
        var source = new Source(Names.Namespace(service));
        source.Line();
        using (source.Open("static class ResponseFormats"))
        {
            var written = new HashSet<string>(StringComparer.Ordinal);
            foreach (var operation in service.Operations)
                if (operation.Output is { } output && written.Add(output.Name))
                    Format(source, service, output);
        }
        return source.ToString();
    }

    static void Format(Source source, ServiceModel service, ShapeModel output)
    {
        var name = Names.Shape(output);
        var headers = output.Members.Where(member => member.Location is MemberLocation.Header or MemberLocation.Headers).ToList();
        var document = output.Payload is { Shape.Kind: ShapeKind.Structure } payload && !Names.IsStream(payload) ? payload : null;
        // An empty response is an empty object in JSON, and nothing in XML.
        var isJson = service.Protocol == Protocol.RestJson;
        var isDocument = document is not null || output.Payload is null && (isJson || RestWriter.BodyMembers(output).Any());
        source.Line();
        using (source.OpenExpression($"internal static readonly global::Mantle.Wire.RestResponseFormat<{name}> {name} = new()"))
        {
            if (output.Members.FirstOrDefault(member => member.Location == MemberLocation.Status) is { } status)
                source.Line($"Status = static v => v.{Names.Property(status)},");
            if (headers.Count > 0)
                source.Line($"Headers = {name}Headers,");
            if (isDocument)
                source.Line($"{(isJson ? "Json" : "Xml")} = {name}Document,");
            else if (output.Payload is { } body)
                Body(source, body);
        }
        if (headers.Count > 0)
        {
            source.Line();
            using (source.Open($"static void {name}Headers({name} v, global::Mantle.Wire.HeaderWriter write)"))
                foreach (var member in headers)
                    source.Line(Header(member));
        }
        if (isDocument && isJson)
            JsonDocument(source, output, document);
        else if (isDocument)
            XmlDocument(source, service, output, document);
    }

    static void Body(Source source, MemberModel body)
    {
        var (kind, contentType) =
            Names.IsStream(body) ? ("Stream", null)
            : body.Shape.Kind == ShapeKind.Blob ? ("Bytes", "application/octet-stream")
            : ("Text", "application/json");
        source.Line($"{kind} = static v => v.{Names.Property(body)},");
        if (contentType is not null)
            source.Line($"ContentType = \"{contentType}\",");
    }

    static void JsonDocument(Source source, ShapeModel output, MemberModel? payload)
    {
        source.Line();
        var name = Names.Shape(output);
        using (source.Open($"static bool {name}Document(global::System.Text.Json.Utf8JsonWriter w, {name} v)"))
        {
            source.Line($"if (v{(payload is null ? "" : $".{Names.Property(payload)}")} is not {{ }} document)");
            source.Line("    return false;");
            source.Line($"JsonWriters.{Names.Shape(payload?.Shape ?? output)}(w, document);");
            source.Line("return true;");
        }
    }

    static void XmlDocument(Source source, ServiceModel service, ShapeModel output, MemberModel? payload)
    {
        var shape = payload?.Shape ?? output;
        var root = payload?.WireName ?? output.XmlName ?? output.Name;
        source.Line();
        var name = Names.Shape(output);
        using (source.Open($"static bool {name}Document(ref global::Mantle.Wire.XmlResponseWriter w, {name} v)"))
        {
            source.Line($"if (v{(payload is null ? "" : $".{Names.Property(payload)}")} is not {{ }} document)");
            source.Line("    return false;");
            var xmlns = shape.WithoutNamespace ? "" : $" xmlns=\\\"{service.XmlNamespace}\\\"";
            source.Line($"w.Raw(\"<?xml version=\\\"1.0\\\" encoding=\\\"UTF-8\\\"?>\\n<{root}{xmlns}>\"u8);");
            source.Line(
                shape.Unwrapped
                    ? $"w.Text(document.{Names.Property(shape.Members.Single())});"
                    : $"XmlWriters.{Names.Shape(shape)}(ref w, document);"
            );
            source.Line($"w.Raw(\"</{root}>\"u8);");
            source.Line("return true;");
        }
    }

    static string Header(MemberModel member)
    {
        var method =
            member.Location == MemberLocation.Headers ? "Map"
            : member.Shape.Kind == ShapeKind.Timestamp ? Moments.Of(member.Shape, member, Moments.HttpDate)
            : "Write";
        return $"global::Mantle.Wire.RestHeaders.{method}(write, \"{member.WireName}\", v.{Names.Property(member)});";
    }
}
