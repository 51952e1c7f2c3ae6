using Mantle.Wire.Model;

namespace Mantle.Generators;

/// <summary>
/// Generates the code that finds a REST operation by method, path and the query parameters of the model's URI, for services with their
/// own paths.
/// </summary>
static class PathRouterWriter
{
    public static string Router(ServiceModel service)
    {
        var source = new Source(Names.Namespace(service));
        source.Line();
        using (source.Open("static class Router"))
        using (source.OpenExpression($"{RouterWriter.Signature} => (r.Method, r.Segments) switch"))
        {
            // Fixed names come before labels, and labels before the rest of a path, so that the first match is the most specific one.
            var routed = service.Operations.Where(operation => !operation.Unrouted && !operation.Deprecated);
            foreach (var operation in routed.OrderBy(Order, StringComparer.Ordinal))
                source.Line($"(\"{operation.Method}\", {Path(operation)}){Conditions(operation)} => Operations.{operation.Name},");
            source.Line("_ => null,");
        }
        return source.ToString();
    }

    static string Order(OperationModel operation)
    {
        var path = string.Concat(
            RouterWriter
                .Segments(operation)
                .Select(part =>
                    !IsLabel(part) ? '0'
                    : IsGreedy(part) ? '2'
                    : '1'
                )
        );
        return path + (operation.Uri.IndexOf('?') >= 0 ? "" : "~");
    }

    static string Path(OperationModel operation)
    {
        var parts = RouterWriter
            .Segments(operation)
            .Select(part =>
                IsGreedy(part) ? "{ Length: > 0 }, .."
                : IsLabel(part) ? "{ Length: > 0 }"
                : Source.Literal(part)
            )
            .ToList();
        var path = $"[{string.Join(", ", parts)}]";
        // A path in the model that ends with a slash also matches without it.
        var endsInSlash = parts.Count > 1 && parts[parts.Count - 1] == Source.Literal("");
        return endsInSlash ? $"{path} or [{string.Join(", ", parts.Take(parts.Count - 1))}]" : path;
    }

    static string Conditions(OperationModel operation)
    {
        var parameters = operation.Uri.Split('?').Skip(1).SelectMany(query => query.Split('&')).Select(RouterWriter.Condition).ToList();
        return parameters.Count == 0 ? "" : $" when {string.Join(" && ", parameters)}";
    }

    static bool IsLabel(string part) => part.StartsWith("{", StringComparison.Ordinal);

    static bool IsGreedy(string part) => part.EndsWith("+}", StringComparison.Ordinal);
}
