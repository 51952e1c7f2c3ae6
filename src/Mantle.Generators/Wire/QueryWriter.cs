using Mantle.Wire.Model;

namespace Mantle.Generators;

/// <summary>Generates the binders of the query protocol.</summary>
static class QueryWriter
{
    const string Reader = "global::Mantle.Wire.QueryReader";
    const string Checker = "ref global::Mantle.Wire.ConstraintChecker c";
    const string Bytes = "global::System.ReadOnlySpan<byte>";

    public static string Binders(ServiceModel service, Reach reach)
    {
        var source = new Source(Names.Namespace(service));
        source.Line();
        using (source.Open("static class QueryBinders"))
        {
            foreach (var shape in reach.Inputs)
                switch (shape.Kind)
                {
                    case ShapeKind.Structure:
                        Structure(source, shape);
                        break;
                    case ShapeKind.List:
                        List(source, shape);
                        break;
                    case ShapeKind.Map:
                        Map(source, shape);
                        break;
                }
            foreach (var operation in service.Operations)
                if (operation.Input is null)
                {
                    source.Line();
                    source.Line($"internal static {Names.Request(operation)} {Names.Request(operation)}({Reader} r, {Checker}) => new();");
                }
        }
        return source.ToString();
    }

    static void Structure(Source source, ShapeModel shape)
    {
        source.Line();
        using (source.OpenExpression($"internal static {Names.Shape(shape)} {Names.Shape(shape)}({Reader} r, {Checker}) => new()"))
            foreach (var member in shape.Members)
                source.Line($"{Names.Property(member)} = {Member(member)},");
    }

    static string Member(MemberModel member)
    {
        var shape = member.Shape;
        var value = Value(shape, member, "r", member.WireName, member.Flattened, Names.Local(member));
        // AWS reads an absent boolean as false, unless the model distinguishes them.
        return !member.Required ? value
            : !Names.IsValue(shape) ? value + "!"
            : shape.Kind == ShapeKind.Boolean && !shape.Boxed ? $"{value} ?? false"
            : $"{value} ?? c.Missing<{Names.Type(shape)}>(\"{Names.Camel(member)}\", {Names.Acceptable(shape)})";
    }

    // The reader's value for a name; null if there is none.
    static string Value(ShapeModel shape, MemberModel? member, string reader, string name, bool flattened, string local)
    {
        return shape.Kind switch
        {
            ShapeKind.List or ShapeKind.Map =>
                $"{Names.Shape(shape)}({reader}, \"{name}.{Prefix(shape, flattened)}\"u8, \"{name}\"u8, ref c)",
            ShapeKind.Structure => $"{reader}.TryStructure(\"{name}.\"u8, out var {local}) ? {Names.Shape(shape)}({local}, ref c) : null",
            ShapeKind.Timestamp => $"{reader}.{Moments.Of(shape, member, Moments.Iso8601)}(\"{name}\"u8)",
            _ => $"{reader}.{shape.Kind}(\"{name}\"u8)",
        };
    }

    // The text between the name of a list or map and an element's number.
    static string Prefix(ShapeModel shape, bool flattened) =>
        flattened || shape.Flattened ? ""
        : shape.Kind == ShapeKind.Map ? "entry."
        : shape.ItemName + ".";

    static void List(Source source, ShapeModel shape)
    {
        var element = shape.Element!;
        using (OpenCollection(source, shape))
        {
            source.Line("if (list.Count == 0)");
            source.Line("    return [];");
            source.Line($"var items = new {Names.Type(element)}[list.Count];");
            source.Line("for (var i = 0; i < items.Length; i++)");
            source.Line($"    items[i] = {Element(element)};");
            source.Line("return items;");
        }
    }

    static string Element(ShapeModel element) =>
        element.Kind switch
        {
            ShapeKind.Structure => $"list.TryStructure(i, out var element) ? {Names.Shape(element)}(element, ref c) : null!",
            ShapeKind.List or ShapeKind.Map => "list.TryStructure(i, out var element) ? "
                + $"{Names.Shape(element)}(element, \"{Prefix(element, false)}\"u8, \"\"u8, ref c)! : null!",
            ShapeKind.String => "list.String(i)!",
            ShapeKind.Timestamp => "list.Iso8601(i) ?? default",
            _ => $"list.{element.Kind}(i) ?? default",
        };

    static void Map(Source source, ShapeModel shape)
    {
        var element = shape.Element!;
        using (OpenCollection(source, shape))
        {
            source.Line($"var items = new {Names.Dictionary(shape)}(list.Count, global::System.StringComparer.Ordinal);");
            using (source.Open("for (var i = 0; i < list.Count; i++)"))
            {
                source.Line("list.TryStructure(i, out var entry);");
                source.Line($"var key = entry.String(\"{shape.KeyName}\"u8);");
                source.Line($"var value = {Value(element, null, "entry", shape.ValueName, false, "members")};");
                source.Line($"if (key is null || value is null || !items.TryAdd(key, value{(Names.IsValue(element) ? ".Value" : "")}))");
                source.Line("    throw global::Mantle.Wire.CommonErrors.MalformedInput();");
            }
            source.Line("return items;");
        }
    }

    static Source.Block OpenCollection(Source source, ShapeModel shape)
    {
        source.Line();
        var block = source.Open($"static {Names.Type(shape)}? {Names.Shape(shape)}({Reader} r, {Bytes} prefix, {Bytes} name, {Checker})");
        source.Line("if (!r.TryList(prefix, name, out var list))");
        source.Line("    return null;");
        return block;
    }
}
