using Mantle.Wire.Model;

namespace Mantle.Generators;

/// <summary>Writes a service's list of operations.</summary>
static class OperationsWriter
{
    public static string Operations(ServiceModel service)
    {
        var source = new Source(Names.Namespace(service));
        source.Line();
        source.Summary($"The operations of {service.Title}, and how their messages are read and written.");
        using (source.Open("public static class Operations"))
        {
            var style = (service.ViolationValues, service.PatternFirst) switch
            {
                _ when service.ViolationReasons => "Reason",
                (true, true) => "ValueAndPatternFirst",
                (true, false) => "ValueAndLengthFirst",
                _ => "LengthFirst",
            };
            source.Summary("The service's name in a credential scope.");
            source.Line($"public const string SigningName = {Source.Literal(service.SigningName)};");
            source.Summary("The service.");
            source.Line("public static global::Mantle.Wire.ServiceInfo Service { get; } = new(");
            source.Line($"    {Source.Literal(service.Namespace)}, {Source.Literal(service.Title)}, SigningName, {Source.Literal(service.Version)}, global::Mantle.Wire.Model.Protocol.{service.Protocol}, {Source.Literal(service.XmlNamespace ?? "")}, global::Mantle.Wire.ConstraintStyle.{style}, Find{(service.Protocol == Protocol.RestXml ? ", Router.Find" : "")}){(service.TargetPrefix is null ? "" : $" {{ TargetPrefix = {Source.Literal(service.TargetPrefix)} }}")};");
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

    public static string Services(IEnumerable<ServiceModel> services)
    {
        var list = services.OrderBy(service => service.Namespace, StringComparer.Ordinal).ToArray();
        var source = new Source("Mantle.Wire");
        source.Line();
        source.Summary("The services whose wire format this library knows.");
        using (source.Open("public static class Services"))
        {
            foreach (var service in list)
            {
                source.Summary($"{service.Title}.");
                source.Line($"public static global::Mantle.Wire.ServiceInfo {service.Namespace} => global::{Names.Namespace(service)}.Operations.Service;");
            }
            source.Summary("Every service.");
            source.Line($"public static global::System.Collections.Generic.IReadOnlyList<global::Mantle.Wire.ServiceInfo> All {{ get; }} = [{string.Join(", ", list.Select(service => service.Namespace))}];");
            source.Summary("The service of that name in a credential scope, or null.");
            using (source.OpenExpression("public static global::Mantle.Wire.ServiceInfo? Find(string signingName) => signingName switch"))
            {
                foreach (var service in list)
                    source.Line($"global::{Names.Namespace(service)}.Operations.SigningName => {service.Namespace},");
                source.Line("_ => null,");
            }
        }
        return source.ToString();
    }

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
