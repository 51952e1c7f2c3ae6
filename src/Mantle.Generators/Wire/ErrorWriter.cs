using Mantle.Wire.Model;

namespace Mantle.Generators;

/// <summary>Generates a service's error factories.</summary>
static class ErrorWriter
{
    const string Exception = "global::Mantle.Wire.ApiException";

    // Errors of all services besides the service's own. The service's own error of the same name takes precedence.
    static readonly string[] common = ["AccessDenied", "ValidationError", "InvalidParameterValue"];

    public static string Errors(ServiceModel service)
    {
        var source = new Source(Names.Namespace(service));
        source.Line();
        source.Summary($"The errors of {service.Title}, by their codes on the wire.");
        using (source.Open("public static partial class Errors"))
        {
            var written = new HashSet<string>(StringComparer.Ordinal);
            foreach (var shape in service.Shapes)
            {
                if (shape.Error is not { } error || !written.Add(error.Code))
                    continue;
                Factories(source, service, shape, error);
            }
            if (service.Protocol == Protocol.Query)
                foreach (var code in common)
                    if (written.Add(code))
                    {
                        source.Summary($"{code}, as every service answers it.");
                        source.Line($"public static {Exception} {code}(string message) =>");
                        source.Line($"    global::Mantle.Wire.CommonErrors.{code}(message);");
                    }
        }
        return source.ToString();
    }

    static void Factories(Source source, ServiceModel service, ShapeModel shape, ErrorModel error)
    {
        var fault = error.Sender ? "Sender" : "Receiver";
        var arguments = $"{Source.Literal(error.Code)}, {error.Status}, global::Mantle.Wire.Fault.{fault}, message";
        // Clients of the service's former query protocol read the code from a header.
        var header = error.QueryCode is null
            ? ""
            : $" {{ Headers = [new(\"x-amzn-query-error\", {Source.Literal($"{error.QueryCode};{fault}")})] }}";
        var made = $"new global::Mantle.Wire.ApiError({arguments}){header}";
        var (name, standing) = (Names.Constant(error.Code), error.Text is { } text ? $" = {Source.Literal(text)}" : "");
        source.Summary($"{error.Code}, HTTP {error.Status}.");
        source.Line($"public static {Exception} {name}(string message{standing}) => new({made});");
        if (service.Protocol != Protocol.Json || shape.Members.FirstOrDefault(member => member.Name == "Reason") is not { } reason)
            return;
        source.Summary($"{error.Code}, HTTP {error.Status}, for a reason of {Names.Shape(reason.Shape)}.");
        source.Line($"public static {Exception} {name}(string message, string reason) => new({made}.With(\"Reason\", reason));");
    }
}
