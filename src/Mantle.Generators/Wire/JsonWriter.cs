using Mantle.Wire.Model;

namespace Mantle.Generators;

/// <summary>Generates the writers of JSON responses.</summary>
static class JsonWriter
{
    const string Writer = "global::System.Text.Json.Utf8JsonWriter";
    const string Runtime = "global::Mantle.Wire.JsonResponseWriter";
    const string Encoded = "global::System.Text.Json.JsonEncodedText";

    public static string Writers(ServiceModel service, Reach reach)
    {
        var source = new Source(Names.Namespace(service));
        source.Line();
        using (source.Open("static class JsonWriters"))
        {
            var names = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var shape in reach.Outputs)
                if (shape.Kind == ShapeKind.Structure)
                    Structure(source, shape, names);
            // Names are encoded once, not for every response.
            source.Line();
            using (source.Open("static class WireName"))
                foreach (var name in names)
                    source.Line($"internal static readonly {Encoded} {Names.Identifier(name)} = {Encoded}.Encode({Source.Literal(name)});");
        }
        return source.ToString();
    }

    static void Structure(Source source, ShapeModel shape, SortedSet<string> names)
    {
        source.Line();
        using (source.Open($"internal static void {Names.Shape(shape)}({Writer} w, {Names.Shape(shape)} v)"))
        {
            source.Line("w.WriteStartObject();");
            foreach (var member in shape.Members.Where(RestWriter.IsInBody))
            {
                names.Add(member.WireName);
                Member(source, member);
            }
            source.Line("w.WriteEndObject();");
        }
    }

    static void Member(Source source, MemberModel member)
    {
        var (shape, value, name) = (member.Shape, $"v.{Names.Property(member)}", $"WireName.{Names.Identifier(member.WireName)}");
        if (shape.Kind is not (ShapeKind.Structure or ShapeKind.List or ShapeKind.Map))
        {
            var method = shape.Kind == ShapeKind.Timestamp ? Moments.Of(shape, member, Moments.UnixTime) : "Member";
            source.Line($"{Runtime}.{method}(w, {name}, {value});");
            return;
        }
        using (source.Open($"if ({value} is {{ }} {Names.Local(member)})"))
        {
            source.Line($"w.WritePropertyName({name});");
            Value(source, shape, Names.Local(member), 0);
        }
    }

    // Nested lists and maps need separate variables, whose names contain the depth.
    static void Value(Source source, ShapeModel shape, string value, int depth)
    {
        switch (shape.Kind)
        {
            case ShapeKind.Structure:
                source.Line($"{Names.Shape(shape)}(w, {value});");
                break;
            case ShapeKind.List:
                source.Line("w.WriteStartArray();");
                using (source.Open($"for (var i{depth} = 0; i{depth} < {value}.Count; i{depth}++)"))
                    Value(source, shape.Element!, $"{value}[i{depth}]", depth + 1);
                source.Line("w.WriteEndArray();");
                break;
            case ShapeKind.Map:
                source.Line("w.WriteStartObject();");
                using (source.Open($"foreach (var (key{depth}, value{depth}) in {value})"))
                {
                    source.Line($"w.WritePropertyName(key{depth});");
                    Value(source, shape.Element!, $"value{depth}", depth + 1);
                }
                source.Line("w.WriteEndObject();");
                break;
            case ShapeKind.Timestamp:
                source.Line($"{Runtime}.{Moments.Of(shape, null, Moments.UnixTime)}(w, {value});");
                break;
            default:
                source.Line($"{Runtime}.Value(w, {value});");
                break;
        }
    }
}
