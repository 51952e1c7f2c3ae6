using System.Globalization;
using Mantle.Wire.Model;

namespace Mantle.Generators;

/// <summary>Generates the records of requests, responses and their parts, and the constants of enums.</summary>
static class RecordWriter
{
    public static string Records(ServiceModel service, Reach reach)
    {
        var source = new Source(Names.Namespace(service));
        var outputs = new HashSet<string>(service.Operations.Select(operation => operation.Output?.Name ?? ""), StringComparer.Ordinal);
        foreach (var shape in reach.All)
            if (shape.Kind == ShapeKind.Structure)
                Record(source, Names.Shape(shape), shape.Members, shape, outputs.Contains(shape.Name));
        foreach (var operation in service.Operations)
            if (operation.Input is null)
                Record(source, Names.Request(operation), [], null, isResponse: false);
        return source.ToString();
    }

    static void Record(Source source, string name, IReadOnlyList<MemberModel> members, ShapeModel? shape, bool isResponse)
    {
        source.Line();
        source.Summary(shape is null ? $"A request without members." : $"The structure {shape.Name} of the service model.");
        using (source.Open($"public sealed partial record {name}"))
        {
            foreach (var member in members)
            {
                if (Names.IsStream(member))
                {
                    // The operation reads an incoming stream itself; an outgoing one is a Stream in the record.
                    if (isResponse)
                    {
                        source.Summary($"{member.Name}: the body, read and closed by the server.");
                        source.Line($"public global::System.IO.Stream? {Names.Property(member)} {{ get; init; }}");
                    }
                    continue;
                }
                source.Summary(Facts(member));
                var type = Names.Type(member.Shape);
                source.Line(
                    member.Required
                        ? $"public required {type} {Names.Property(member)} {{ get; init; }}"
                        : $"public {type}? {Names.Property(member)} {{ get; init; }}"
                );
            }
            // A record's ToString prints its members, and secrets must not get into a log.
            if (members.Any(member => member.Shape.Sensitive))
            {
                source.Line("/// <inheritdoc/>");
                source.Line($"public override string ToString() => \"{name} {{ *** }}\";");
            }
        }
    }

    static string Facts(MemberModel member)
    {
        var shape = member.Shape;
        var facts = new List<string>();
        if (shape.EnumValues.Count > 0)
            facts.Add($"one of {Names.Shape(shape)}");
        if (shape.Min is not null || shape.Max is not null)
            facts.Add(Range(shape));
        if (shape.Pattern is { } pattern)
            facts.Add($"matches {pattern}");
        if (shape.Sensitive)
            facts.Add("secret");
        return facts.Count == 0 ? $"{member.Name}." : $"{member.Name}: {string.Join("; ", facts)}.";
    }

    static string Range(ShapeModel shape)
    {
        var unit = shape.Kind switch
        {
            ShapeKind.String => " characters",
            ShapeKind.List or ShapeKind.Map => " elements",
            _ => "",
        };
        var (min, max) = (shape.Min?.ToString(CultureInfo.InvariantCulture), shape.Max?.ToString(CultureInfo.InvariantCulture));
        return (min, max) switch
        {
            (null, _) => $"at most {max}{unit}",
            (_, null) => $"at least {min}{unit}",
            _ => min == max ? $"{min}{unit}" : $"{min} to {max}{unit}",
        };
    }

    public static string Enums(ServiceModel service, Reach reach)
    {
        var source = new Source(Names.Namespace(service));
        foreach (var shape in reach.All)
        {
            if (shape.EnumValues.Count == 0)
                continue;
            source.Line();
            source.Summary($"The values of {shape.Name}.");
            using (source.Open($"public static class {Names.Shape(shape)}"))
            {
                var used = new HashSet<string>(StringComparer.Ordinal) { Names.Shape(shape), "All" };
                foreach (var value in shape.EnumValues)
                {
                    var name = Names.Constant(value);
                    while (!used.Add(name))
                        name += "_";
                    source.Summary(value);
                    source.Line($"public const string {name} = {Source.Literal(value)};");
                }
                source.Summary("Every value.");
                source.Line($"public static global::System.Collections.Generic.IReadOnlyList<string> All => AllValues;");
                var values = string.Join(", ", shape.EnumValues.Select(Source.Literal));
                source.Line($"internal static readonly string[] AllValues = [{values}];");
            }
        }
        return source.ToString();
    }
}
