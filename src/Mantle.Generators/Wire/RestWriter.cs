using Mantle.Wire.Model;

namespace Mantle.Generators;

/// <summary>Writes how REST-XML requests become records, and records become answers.</summary>
static class RestWriter
{
    public static string Binders(ServiceModel service)
    {
        var source = new Source(Names.Namespace(service));
        source.Line();
        using (source.Open("static class RestBinders"))
        {
            var written = new HashSet<string>(StringComparer.Ordinal);
            foreach (var operation in service.Operations)
                if (written.Add(Names.Request(operation)))
                    Binder(source, operation);
        }
        return source.ToString();
    }

    /// <summary>What the server does with the request's body.</summary>
    public static string Body(OperationModel operation)
    {
        if (operation.Input is not { } input)
            return "None";
        if (input.Payload is { } payload)
            return Names.IsStream(payload) ? "Stream" : "Whole";
        return BodyMembers(input).Any() ? "Whole" : "None";
    }

    /// <summary>The members that make up the document of a structure that has no payload.</summary>
    public static IEnumerable<MemberModel> BodyMembers(ShapeModel shape) =>
        shape.Members.Where(member => member.Location == MemberLocation.Body && !member.Attribute && !Names.IsStream(member) && shape.Payload is null);

    static void Binder(Source source, OperationModel operation)
    {
        var name = Names.Request(operation);
        source.Line();
        if (operation.Input is not { } input)
        {
            source.Line($"internal static {name} {name}(global::Mantle.Wire.RestRequest r) => new();");
            return;
        }
        var inBody = BodyMembers(input).ToList();
        using (source.Open($"internal static {name} {name}(global::Mantle.Wire.RestRequest r)"))
        {
            using (source.OpenExpression($"var request = new {name}"))
                foreach (var member in input.Members)
                    if (inBody.Contains(member))
                    {
                        // The document is read last; until then a required member is missing.
                        if (member.Required)
                            source.Line($"{Names.Property(member)} = default!,");
                    }
                    else if (!Names.IsStream(member))
                        source.Line($"{Names.Property(member)} = {Value(operation, member)},");
            source.Line(inBody.Count == 0
                ? "return request;"
                : $"return global::Mantle.Wire.XmlRequestReader.Read(r.Body, \"{operation.InputRoot ?? input.Name}\", x => XmlReaders.{name}(x, request)) ?? throw global::Mantle.Wire.RestErrors.MissingBody();");
        }
    }

    static string Value(OperationModel operation, MemberModel member) => member.Location switch
    {
        MemberLocation.Uri => RouterWriter.HasLevels(operation) ? $"r.{member.WireName}!" : $"r.Segments[{Array.IndexOf(RouterWriter.Segments(operation), $"{{{member.WireName}}}")}]",
        MemberLocation.Header => Header(member),
        MemberLocation.Headers => $"r.HeaderMap(\"{member.WireName}\")",
        MemberLocation.Query => Query(member),
        _ => Payload(member),
    };

    static string Header(MemberModel member)
    {
        var (shape, name) = (member.Shape, member.WireName);
        var value = shape.Kind switch
        {
            ShapeKind.String => member.Required ? $"r.RequiredHeader(\"{name}\")" : $"r.Header(\"{name}\")",
            ShapeKind.Timestamp => $"r.{(shape.TimestampFormat == "iso8601" ? "HeaderTimestamp" : "HeaderHttpDate")}(\"{name}\")",
            ShapeKind.Integer or ShapeKind.Long or ShapeKind.Boolean or ShapeKind.List => $"r.Header{shape.Kind}(\"{name}\")",
            _ => throw new NotSupportedException($"{member.Name}: no header holds a {shape.Kind}."),
        };
        return member.Required && shape.Kind != ShapeKind.String ? $"{value} ?? throw global::Mantle.Wire.RestErrors.MissingHeader(\"{name}\")" : value;
    }

    static string Query(MemberModel member)
    {
        var (shape, name) = (member.Shape, $"\"{member.WireName}\"u8");
        var value = shape.Kind switch
        {
            ShapeKind.String => member.Required ? $"r.RequiredQuery({name})" : $"r.QueryText({name})",
            ShapeKind.Integer => $"r.QueryInteger({name}, {shape.Min ?? 0}, {shape.Max ?? int.MaxValue})",
            ShapeKind.Boolean => $"r.QueryBoolean({name})",
            _ => throw new NotSupportedException($"{member.Name}: no query string holds a {shape.Kind}."),
        };
        return member.Required && shape.Kind != ShapeKind.String ? $"{value} ?? throw global::Mantle.Wire.RestErrors.MissingQuery(\"{member.WireName}\")" : value;
    }

    static string Payload(MemberModel member)
    {
        var value = member.Shape.Kind switch
        {
            ShapeKind.String => "r.Text()",
            ShapeKind.Structure => $"global::Mantle.Wire.XmlRequestReader.Read(r.Body, \"{member.WireName}\", XmlReaders.{Names.Shape(member.Shape)})",
            _ => throw new NotSupportedException($"{member.Name}: no body is a {member.Shape.Kind}."),
        };
        return member.Required ? $"{value} ?? throw global::Mantle.Wire.RestErrors.MissingBody()" : value;
    }

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
        var headers = output.Members.Where(IsHeader).ToList();
        var document = output.Payload is { Shape.Kind: ShapeKind.Structure } payload && !Names.IsStream(payload) ? payload : null;
        var isDocument = document is not null || BodyMembers(output).Any();
        source.Line();
        using (source.OpenExpression($"internal static readonly global::Mantle.Wire.RestResponseFormat<{name}> {name} = new()"))
        {
            if (output.Members.FirstOrDefault(member => member.Location == MemberLocation.Status) is { } status)
                source.Line($"Status = static v => v.{Names.Property(status)},");
            if (headers.Count > 0)
                source.Line($"Headers = {name}Headers,");
            if (isDocument)
                source.Line($"Xml = {name}Document,");
            else if (output.Payload is { } body)
                source.Line($"{(Names.IsStream(body) ? "Stream" : "Text")} = static v => v.{Names.Property(body)},");
        }
        if (headers.Count > 0)
        {
            source.Line();
            using (source.Open($"static void {name}Headers({name} v, global::Mantle.Wire.HeaderWriter write)"))
                foreach (var member in headers)
                    source.Line(Write(member));
        }
        if (isDocument)
            Document(source, service, output, document);
    }

    static void Document(Source source, ServiceModel service, ShapeModel output, MemberModel? payload)
    {
        var shape = payload?.Shape ?? output;
        var root = payload?.WireName ?? output.XmlName ?? output.Name;
        source.Line();
        using (source.Open($"static bool {Names.Shape(output)}Document(ref global::Mantle.Wire.XmlResponseWriter w, {Names.Shape(output)} v)"))
        {
            source.Line($"if (v{(payload is null ? "" : $".{Names.Property(payload)}")} is not {{ }} document)");
            source.Line("    return false;");
            var xmlns = shape.WithoutNamespace ? "" : $" xmlns=\\\"{service.XmlNamespace}\\\"";
            source.Line($"w.Raw(\"<?xml version=\\\"1.0\\\" encoding=\\\"UTF-8\\\"?>\\n<{root}{xmlns}>\"u8);");
            source.Line(shape.Unwrapped
                ? $"w.Text(document.{Names.Property(shape.Members.Single())});"
                : $"XmlWriters.{Names.Shape(shape)}(ref w, document);");
            source.Line($"w.Raw(\"</{root}>\"u8);");
            source.Line("return true;");
        }
    }

    static bool IsHeader(MemberModel member) => member.Location is MemberLocation.Header or MemberLocation.Headers;

    static string Write(MemberModel member)
    {
        var (shape, name, value) = (member.Shape, member.WireName, $"v.{Names.Property(member)}");
        var method = (shape.Kind, member.Location, shape.TimestampFormat) switch
        {
            (_, MemberLocation.Headers, _) => "Map",
            (ShapeKind.Timestamp, _, "iso8601") => "Timestamp",
            (ShapeKind.Timestamp, _, _) => "HttpDate",
            _ => "Write",
        };
        return $"global::Mantle.Wire.RestHeaders.{method}(write, \"{name}\", {value});";
    }
}
