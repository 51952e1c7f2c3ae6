using Mantle.Wire.Model;

namespace Mantle.Generators;

/// <summary>Writes a service's list of operations.</summary>
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
                source.Line($"public static {Type(service, operation)} {operation.Name} => {operation.Name}Operation.Info;");
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
        foreach (var operation in service.Operations)
        {
            // A class each: none is made before it is asked for.
            source.Line();
            using (source.Open($"static class {operation.Name}Operation"))
            {
                source.Line($"internal static readonly {Type(service, operation)} Info = new(");
                source.Line($"    Operations.Service, \"{operation.Name}\", {Arguments(service, operation)});");
            }
        }
        return source.ToString();
    }

    static void Service(Source source, ServiceModel service, string file)
    {
        using (source.OpenExpression("public static global::Mantle.Wire.ServiceInfo Service { get; } = new(Find)"))
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
            if (service.Protocol == Protocol.RestXml)
                source.Line("Router = Router.Find,");
        }
    }

    static string ConstraintStyle(ServiceModel service) => (service.ViolationValues, service.PatternFirst) switch
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
            Protocol.RestXml => "RestOperation",
            Protocol.Json => "JsonOperation",
            _ => "QueryOperation",
        };
        return $"global::Mantle.Wire.{kind}<{Names.Request(operation)}, {Names.Response(operation)}>";
    }

    static string Arguments(ServiceModel service, OperationModel operation)
    {
        if (service.Protocol == Protocol.RestXml)
            return $"{operation.Status}, global::Mantle.Wire.RestBody.{RestWriter.Body(operation)}, {(operation.ChecksumRequired ? "true" : "false")}, RestBinders.{Names.Request(operation)}, {(operation.Output is null ? "null" : $"ResponseFormats.{Names.Response(operation)}")}";
        if (service.Protocol == Protocol.Json)
            return $"JsonBinders.{Names.Request(operation)}, ConstraintChecks.{Names.Request(operation)}, {(operation.Output is { } result ? $"JsonWriters.{Names.Shape(result)}" : "null")}";
        var writer = operation.Output is { } output ? $"XmlWriters.{Names.Shape(output)}" : "null";
        return $"{(operation.Anonymous ? "true" : "false")}, QueryBinders.{Names.Request(operation)}, ConstraintChecks.{Names.Request(operation)}, {writer}";
    }
}
