using Mantle.Wire.Model;

namespace Mantle.Generators;

/// <summary>
/// Generates the code that finds a REST operation by method, kind of path, and the query parameters of the model's URI.
/// If several match, required parameters and headers decide; the operation with the most is tried first.
/// </summary>
static class RouterWriter
{
    /// <summary>The beginning of the generated method that finds an operation.</summary>
    public const string Signature = "internal static global::Mantle.Wire.RestOperation? Find(global::Mantle.Wire.RestRequest r)";

    /// <summary>Whether the path names a bucket or object, as S3's do.</summary>
    public static bool HasLevels(OperationModel operation) => operation.Uri.Split('?')[0] is "/" or "/{Bucket}" or "/{Bucket}/{Key+}";

    /// <summary>The segments of a path; a label is <c>{name}</c>.</summary>
    public static string[] Segments(OperationModel operation) => operation.Uri.Split('?')[0].Substring(1).Split('/');

    /// <summary>The C# expression for the path segment of a label.</summary>
    public static string Label(OperationModel operation, MemberModel member)
    {
        var segments = Segments(operation);
        var index = Array.IndexOf(segments, $"{{{member.WireName}}}");
        return index >= 0 ? $"r.Segments[{index}]" : $"r.PathFrom({Array.IndexOf(segments, $"{{{member.WireName}+}}")})";
    }

    /// <summary>The C# expression that tests for a fixed query parameter of a path.</summary>
    public static string Condition(string parameter)
    {
        var words = parameter.Split('=');
        return words.Length == 2 ? $"r.Has(\"{words[0]}\"u8, \"{words[1]}\"u8)" : $"r.Has(\"{parameter}\"u8)";
    }

    public static string Router(ServiceModel service)
    {
        if (service.Protocol == Protocol.RestJson || !service.Operations.All(operation => operation.Unrouted || HasLevels(operation)))
            return PathRouterWriter.Router(service);
        var routed = service.Operations.Where(operation => !operation.Unrouted && !operation.Deprecated);
        var routes = routed.Select(operation => new Route(operation)).ToList();
        foreach (var group in routes.GroupBy(route => (route.Operation.Method, route.Level, string.Join("&", route.Fixed))))
            if (group.Count() > 1 || group.Single().Fixed.Length == 0)
                foreach (var route in group)
                    route.Distinguish();

        var source = new Source(Names.Namespace(service));
        source.Line();
        using (source.Open("static class Router"))
        {
            using (source.OpenExpression($"{Signature} => (r.Method, r.Level) switch"))
            {
                foreach (var group in routes.GroupBy(route => (route.Operation.Method, route.Level)))
                {
                    var sorted = group.OrderByDescending(route => route.Fixed.Length).ThenByDescending(route => route.Conditions.Count);
                    Group(source, group.Key.Method, group.Key.Level, sorted.ToList());
                }
                source.Line("_ => null,");
            }
            source.Line();
            source.Line("// A part of a bucket or object that the method does not apply to: never the bucket or object itself instead.");
            source.Line("static bool NamesPart(global::Mantle.Wire.RestRequest r) =>");
            var parts = routes
                .SelectMany(route => route.Fixed)
                .Where(name => name.IndexOf('=') < 0)
                .Distinct()
                .OrderBy(name => name, StringComparer.Ordinal);
            source.Line($"    r.Query.Count > 0 && ({string.Join(" || ", parts.Select(name => $"r.Has(\"{name}\"u8)"))});");
        }
        return source.ToString();
    }

    static void Group(Source source, string method, string level, List<Route> routes)
    {
        source.Line($"(\"{method}\", global::Mantle.Wire.RestLevel.{level}) =>");
        foreach (var route in routes.Where(route => route.Fixed.Length > 0))
            source.Line($"    {string.Join(" && ", route.Conditions)} ? Operations.{route.Operation.Name} :");
        source.Line("    NamesPart(r) ? null :");
        var plain = routes.Where(route => route.Fixed.Length == 0).ToList();
        foreach (var route in plain.Where(route => route.Conditions.Count > 0))
            source.Line($"    {string.Join(" && ", route.Conditions)} ? Operations.{route.Operation.Name} :");
        var rest = plain.SingleOrDefault(route => route.Conditions.Count == 0);
        source.Line(rest is null ? "    null," : $"    Operations.{rest.Operation.Name},");
    }

    sealed class Route
    {
        public Route(OperationModel operation)
        {
            Operation = operation;
            var parts = operation.Uri.Split('?');
            Level = parts[0] switch
            {
                "/" => "Service",
                "/{Bucket}" => "Bucket",
                "/{Bucket}/{Key+}" => "Object",
                var other => throw new NotSupportedException($"{operation.Name}: the path {other} has no level."),
            };
            Fixed = parts.Length > 1 ? parts[1].Split('&') : [];
            foreach (var parameter in Fixed)
                Conditions.Add(Condition(parameter));
        }

        public OperationModel Operation { get; }

        public string Level { get; }

        public string[] Fixed { get; }

        public List<string> Conditions { get; } = [];

        // One of several required parameters is enough to select the operation: an upload of a part without its number must be refused,
        // not stored as an object.
        public void Distinguish()
        {
            var required = Operation.Input!.Members.Where(member => member.Required).ToList();
            var parameters = required
                .Where(member => member.Location == MemberLocation.Query)
                .Select(member => $"r.Has(\"{member.WireName}\"u8)")
                .ToList();
            if (parameters.Count > 0)
                Conditions.Add(parameters.Count == 1 ? parameters[0] : $"({string.Join(" || ", parameters)})");
            foreach (var member in required)
                if (member.Location == MemberLocation.Header)
                    Conditions.Add($"r.HasHeader(\"{member.WireName}\")");
        }
    }
}
