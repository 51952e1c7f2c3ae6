using Mantle.Wire.Model;

namespace Mantle.Generators;

/// <summary>Generates a service's list of operations.</summary>
static class OperationsWriter
{
    public static string Operations(ServiceModel service, string file)
    {
        var source = new Source(Names.Namespace(service));
        source.Line();
        source.Summary($"The operations of {service.Title}, and how their messages are read and written.");
        using (source.Open("public static class Operations"))
        {
            source.Summary("The service's name in a credential scope.");
            source.Line($"public const string SigningName = {Source.Literal(service.SigningName)};");
            source.Summary("The service.");
            Service(source, service, file);
            foreach (var operation in service.Operations)
            {
                source.Summary($"The operation {operation.Name}.");
                source.Line($"public static {Type(service, operation)} {operation.Name} => OperationEntries.{operation.Name}.Info;");
            }
            source.Line();
            source.Summary("The operation of that name (case-sensitive), or null.");
            using (source.OpenExpression("public static global::Mantle.Wire.OperationInfo? Find(string name) => name switch"))
            {
                foreach (var operation in service.Operations)
                    source.Line($"\"{operation.Name}\" => {operation.Name},");
                source.Line("_ => null,");
            }
        }
        // One class for each, so that an operation is created only when it is used.
        source.Line();
        using (source.Open("static class OperationEntries"))
            foreach (var operation in service.Operations)
                using (source.Open($"internal static class {operation.Name}"))
                {
                    source.Line($"internal static readonly {Type(service, operation)} Info = new(");
                    var arguments = $"Operations.Service, \"{operation.Name}\", {Arguments(service, operation)}";
                    source.Line($"    {arguments}){Traits(service, operation)};");
                }
        return source.ToString();
    }

    static void Service(Source source, ServiceModel service, string file)
    {
        var rest = IsRest(service);
        var type = rest ? "RestService" : "ServiceInfo";
        var find = rest ? "Find, Router.Find" : "Find";
        using (source.OpenExpression($"public static global::Mantle.Wire.{type} Service {{ get; }} = new({find})"))
        {
            source.Line($"Name = {Source.Literal(service.Namespace)},");
            source.Line($"Title = {Source.Literal(service.Title)},");
            source.Line("SigningName = SigningName,");
            source.Line($"Version = {Source.Literal(service.Version)},");
            source.Line($"Protocol = global::Mantle.Wire.Model.Protocol.{service.Protocol},");
            source.Line($"XmlNamespace = {Source.Literal(service.XmlNamespace ?? "")},");
            source.Line($"ConstraintStyle = global::Mantle.Wire.ConstraintStyle.{ConstraintStyle(service)},");
            source.Line($"ModelSource = new(typeof(Operations).Assembly, {Source.Literal(file)}),");
            if (service.TargetPrefix is { } target)
                source.Line($"TargetPrefix = {Source.Literal(target)},");
            if (service.JsonVersion is { } version && service.Protocol == Protocol.Json)
                source.Line($"JsonVersion = {Source.Literal(version)},");
            if (service.ErrorPrefix.Length > 0)
                source.Line($"ErrorTypePrefix = {Source.Literal(service.ErrorPrefix)},");
            if (service.ErrorTypeMember is { } member)
                source.Line($"ErrorTypeMember = {Source.Literal(member)},");
            if (ErrorMessageMember(service) is { } message)
                source.Line($"ErrorMessageMember = {Source.Literal(message)},");
        }
    }

    static string ConstraintStyle(ServiceModel service) =>
        (service.ViolationValues, service.PatternFirst) switch
        {
            _ when service.ViolationReasons => "Reason",
            (true, true) => "ValueAndPatternFirst",
            (true, false) => "ValueAndLengthFirst",
            _ => "LengthFirst",
        };

    static string Type(ServiceModel service, OperationModel operation)
    {
        var kind = service.Protocol switch
        {
            Protocol.RestXml or Protocol.RestJson => "RestOperation",
            Protocol.Json => "JsonOperation",
            _ => "QueryOperation",
        };
        return $"global::Mantle.Wire.{kind}<{Names.Request(operation)}, {Names.Response(operation)}>";
    }

    static bool IsRest(ServiceModel service) => service.Protocol is Protocol.RestXml or Protocol.RestJson;

    // Most errors of a service have the same name for the member with the message.
    static string? ErrorMessageMember(ServiceModel service) =>
        service.Protocol is not (Protocol.Json or Protocol.RestJson)
            ? null
            : service
                .Shapes.Where(shape => shape.Error is not null)
                .SelectMany(shape => shape.Members)
                .Where(member => string.Equals(member.Name, "message", StringComparison.OrdinalIgnoreCase))
                .GroupBy(member => member.WireName)
                .OrderByDescending(group => group.Count())
                .FirstOrDefault()
                ?.Key;

    static string Arguments(ServiceModel service, OperationModel operation)
    {
        if (IsRest(service))
        {
            var format = operation.Output is { } answer ? $"ResponseFormats.{Names.Shape(answer)}" : "null";
            return $"RestBinders.{Names.Request(operation)}, {format}";
        }
        var (binders, writers) = service.Protocol == Protocol.Json ? ("JsonBinders", "JsonWriters") : ("QueryBinders", "XmlWriters");
        var writer = operation.Output is { } output ? $"{writers}.{Names.Shape(output)}" : "null";
        // Clients of the query protocol may ask for JSON.
        var further =
            service.Protocol != Protocol.Query ? ""
            : operation.Output is { } answered ? $", JsonWriters.{Names.Shape(answered)}"
            : ", null";
        return $"{binders}.{Names.Request(operation)}, ConstraintChecks.{Names.Request(operation)}, {writer}{further}";
    }

    static string Traits(ServiceModel service, OperationModel operation)
    {
        var traits = new List<string>();
        if (operation.Anonymous)
            traits.Add("Anonymous = true");
        if (IsRest(service))
        {
            traits.Add($"Status = {operation.Status}");
            traits.Add($"RequestBody = global::Mantle.Wire.RestBody.{RestWriter.Body(operation)}");
            if (operation.ChecksumRequired)
                traits.Add("ChecksumRequired = true");
            var parameters = RestWriter.QueryParameters(operation).Select(Source.Literal).ToList();
            if (parameters.Count > 0)
                traits.Add($"QueryParameters = [{string.Join(", ", parameters)}]");
        }
        return traits.Count == 0 ? "" : $" {{ {string.Join(", ", traits)} }}";
    }
}
