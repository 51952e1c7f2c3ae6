using Mantle.Wire.Model;

namespace Mantle.Generators;

/// <summary>Generates the readers of XML bodies.</summary>
static class XmlReaderWriter
{
    const string Reader = "global::Mantle.Wire.XmlRequestReader";

    public static string Readers(ServiceModel service)
    {
        var source = new Source(Names.Namespace(service));
        source.Line();
        using (source.Open("static class XmlReaders"))
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var operation in service.Operations)
            {
                if (operation.Input is not { } input)
                    continue;
                if (input.Payload is { Shape.Kind: ShapeKind.Structure } payload)
                    Visit(source, payload.Shape, seen);
                else if (RestWriter.BodyMembers(input).ToList() is { Count: > 0 } members && seen.Add(input.Name))
                {
                    // The document is the request itself, together with its headers.
                    Structure(source, $"{Names.Shape(input)} {Names.Shape(input)}({Reader} x, {Names.Shape(input)} v)", members, "v with");
                    foreach (var member in members)
                        Visit(source, member.Shape, seen);
                }
            }
        }
        return source.ToString();
    }

    static void Visit(Source source, ShapeModel shape, HashSet<string> seen)
    {
        if (!seen.Add(shape.Name))
            return;
        switch (shape.Kind)
        {
            case ShapeKind.Structure:
                Structure(source, $"{Names.Shape(shape)} {Names.Shape(shape)}({Reader} x)", shape.Members, "new()");
                foreach (var member in shape.Members)
                    Visit(source, member.Shape, seen);
                break;
            case ShapeKind.List:
                List(source, shape);
                Visit(source, shape.Element!, seen);
                break;
            case ShapeKind.Map:
                Map(source, shape);
                Visit(source, shape.Element!, seen);
                break;
        }
    }

    static void Structure(Source source, string signature, IReadOnlyList<MemberModel> members, string result)
    {
        source.Line();
        using (source.Open($"internal static {signature}"))
        {
            foreach (var member in members)
                source.Line(
                    member.Attribute ? $"var {Names.Local(member)} = x.Attribute(\"{member.WireName.Split(':').Last()}\");"
                    : IsFlat(member) ? $"{Collection(member.Shape)}? {Names.Local(member)} = null;"
                    : $"{Names.Type(member.Shape)}? {Names.Local(member)} = null;"
                );
            source.Line("var depth = x.Enter();");
            source.Line("while (x.Next(depth))");
            using (source.Open("    switch (x.Name)"))
            {
                // A deprecated member may have the same element as the list that replaced it; only the list reads it.
                foreach (var element in members.Where(member => !member.Attribute).GroupBy(member => member.WireName))
                    Element(source, element.FirstOrDefault(IsFlat) ?? element.First());
                source.Line("default:");
                source.Line($"    throw {Reader}.Malformed();");
            }
            using (source.OpenExpression($"return {result}"))
                foreach (var member in members)
                {
                    var otherwise = member.Required ? $" ?? throw {Reader}.Malformed()" : "";
                    source.Line($"{Names.Property(member)} = {Names.Local(member)}{otherwise},");
                }
        }
    }

    static void Element(Source source, MemberModel member)
    {
        source.Line($"case \"{member.WireName}\":");
        if (IsFlat(member))
            source.Line(
                member.Shape.Kind == ShapeKind.Map
                    ? $"    {Names.Shape(member.Shape)}Entry(x, {Names.Local(member)} ??= new(global::System.StringComparer.Ordinal));"
                    : $"    ({Names.Local(member)} ??= []).Add({Value(member.Shape.Element!, null)});"
            );
        else
        {
            source.Line($"    {Reader}.Once({Names.Local(member)} is null);");
            source.Line($"    {Names.Local(member)} = {Value(member.Shape, member)};");
        }
        source.Line("    break;");
    }

    static void List(Source source, ShapeModel shape)
    {
        source.Line();
        using (source.Open($"static {Names.Type(shape)} {Names.Shape(shape)}({Reader} x)"))
        {
            source.Line($"var items = new global::System.Collections.Generic.List<{Names.Type(shape.Element!)}>();");
            source.Line("var depth = x.Enter();");
            using (source.Open("while (x.Next(depth))"))
            {
                source.Line($"if (x.Name != \"{shape.ItemName}\")");
                source.Line($"    throw {Reader}.Malformed();");
                source.Line($"items.Add({Value(shape.Element!, null)});");
            }
            source.Line("return items;");
        }
    }

    static void Map(Source source, ShapeModel shape)
    {
        source.Line();
        using (source.Open($"static {Names.Type(shape)} {Names.Shape(shape)}({Reader} x)"))
        {
            source.Line($"var items = new {Collection(shape)}(global::System.StringComparer.Ordinal);");
            source.Line("var depth = x.Enter();");
            using (source.Open("while (x.Next(depth))"))
            {
                source.Line("if (x.Name != \"entry\")");
                source.Line($"    throw {Reader}.Malformed();");
                source.Line($"{Names.Shape(shape)}Entry(x, items);");
            }
            source.Line("return items;");
        }
        source.Line();
        using (source.Open($"static void {Names.Shape(shape)}Entry({Reader} x, {Collection(shape)} items)"))
        {
            source.Line($"{Names.Type(shape.Key!)}? key = null;");
            source.Line($"{Names.Type(shape.Element!)}? value = null;");
            source.Line("var depth = x.Enter();");
            source.Line("while (x.Next(depth))");
            using (source.Open("    switch (x.Name)"))
            {
                source.Line($"case \"{shape.KeyName}\" when key is null:");
                source.Line($"    key = {Value(shape.Key!, null)};");
                source.Line("    break;");
                source.Line($"case \"{shape.ValueName}\" when value is null:");
                source.Line($"    value = {Value(shape.Element!, null)};");
                source.Line("    break;");
                source.Line("default:");
                source.Line($"    throw {Reader}.Malformed();");
            }
            source.Line($"if (key is null || value is null || !items.TryAdd(key, value{(Names.IsValue(shape.Element!) ? ".Value" : "")}))");
            source.Line($"    throw {Reader}.Malformed();");
        }
    }

    static string Collection(ShapeModel shape) =>
        shape.Kind == ShapeKind.Map ? Names.Dictionary(shape) : $"global::System.Collections.Generic.List<{Names.Type(shape.Element!)}>";

    static bool IsFlat(MemberModel member) =>
        member.Shape.Kind is ShapeKind.List or ShapeKind.Map && (member.Flattened || member.Shape.Flattened);

    static string Value(ShapeModel shape, MemberModel? member) =>
        shape.Kind switch
        {
            ShapeKind.Structure or ShapeKind.List or ShapeKind.Map => $"{Names.Shape(shape)}(x)",
            ShapeKind.String when shape.EnumValues.Count > 0 => $"x.String({Names.Shape(shape)}.AllValues)",
            ShapeKind.Timestamp => $"x.{Moments.Of(shape, member, Moments.Iso8601)}()",
            _ => $"x.{shape.Kind}()",
        };
}
