using Mantle.Wire.Model;

namespace Mantle.Generators;

/// <summary>Generates the code that reads REST requests into records.</summary>
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
                    Binder(source, service, operation);
        }
        return source.ToString();
    }

    /// <summary>How the server reads the request's body.</summary>
    public static string Body(OperationModel operation)
    {
        if (operation.Input is not { } input)
            return "None";
        if (input.Payload is { } payload)
            return Names.IsStream(payload) ? "Stream" : "Whole";
        return BodyMembers(input).Any() ? "Whole" : "None";
    }

    /// <summary>The query parameters of the path and of the members.</summary>
    public static IEnumerable<string> QueryParameters(OperationModel operation) =>
        operation
            .Uri.Split('?')
            .Skip(1)
            .SelectMany(query => query.Split('&'))
            .Select(parameter => parameter.Split('=')[0])
            .Concat(
                (operation.Input?.Members ?? []).Where(member => member.Location == MemberLocation.Query).Select(member => member.WireName)
            )
            .Distinct();

    /// <summary>Whether a member is in the body's document.</summary>
    public static bool IsInBody(MemberModel member) => member.Location == MemberLocation.Body && !Names.IsStream(member);

    /// <summary>The members in the document of a structure without a payload member.</summary>
    public static IEnumerable<MemberModel> BodyMembers(ShapeModel shape) =>
        shape.Members.Where(member => IsInBody(member) && !member.Attribute && shape.Payload is null);

    static void Binder(Source source, ServiceModel service, OperationModel operation)
    {
        var name = Names.Request(operation);
        source.Line();
        if (operation.Input is not { } input)
            source.Line($"internal static {name} {name}(global::Mantle.Wire.RestRequest r) => new();");
        else
            using (source.Open($"internal static {name} {name}(global::Mantle.Wire.RestRequest r)"))
                if (service.Protocol == Protocol.RestJson)
                    Json(source, operation, input, name);
                else
                    Xml(source, operation, input, name);
    }

    static void Xml(Source source, OperationModel operation, ShapeModel input, string name)
    {
        var inBody = BodyMembers(input).ToList();
        using (source.OpenExpression($"var request = new {name}"))
            foreach (var member in input.Members)
                if (inBody.Contains(member))
                {
                    // The document is read last, so its required members are missing until then.
                    if (member.Required)
                        source.Line($"{Names.Property(member)} = default!,");
                }
                else if (!Names.IsStream(member))
                    source.Line($"{Names.Property(member)} = {RestXmlValues.Value(operation, member)},");
        if (inBody.Count == 0)
        {
            source.Line("return request;");
            return;
        }
        var root = operation.InputRoot ?? input.Name;
        source.Line($"return global::Mantle.Wire.XmlRequestReader.Read(r.Body, \"{root}\", x => XmlReaders.{name}(x, request))");
        source.Line("    ?? throw global::Mantle.Wire.RestXmlErrors.MissingBody();");
    }

    static void Json(Source source, OperationModel operation, ShapeModel input, string name)
    {
        source.Line("var c = new global::Mantle.Wire.ConstraintChecker(Operations.Service.ConstraintStyle);");
        var inBody = BodyMembers(input).ToList();
        var made =
            inBody.Count == 0 ? $"new {name}" : $"global::Mantle.Wire.JsonRequestReader.Read(r.Body.Span, JsonBinders.{name}, ref c) with";
        using (source.OpenExpression($"var request = {made}"))
            foreach (var member in input.Members)
                if (!inBody.Contains(member) && !Names.IsStream(member))
                    source.Line($"{Names.Property(member)} = {RestJsonValues.Value(operation, input, member)},");
        source.Line($"ConstraintChecks.{name}(request, ref c);");
        source.Line("c.ThrowIfAny();");
        source.Line("return request;");
    }
}
