using System.Globalization;
using Mantle.Wire.Model;

namespace Mantle.Generators;

/// <summary>Writes the binders of the query protocol.</summary>
static class QueryWriter
{
    public static string Binders(ServiceModel service, Reach reach)
    {
        var source = new Source(Names.Namespace(service));
        source.Line();
        using (source.Open("static class QueryBinders"))
        {
            foreach (var shape in reach.Inputs)
                switch (shape.Kind)
                {
                    case ShapeKind.Structure: Structure(source, shape); break;
                    case ShapeKind.List: List(source, shape); break;
                    case ShapeKind.Map: throw new NotSupportedException($"{shape.Name}: no request of the query protocol here has a map.");
                }
            foreach (var operation in service.Operations)
                if (operation.Input is null)
                {
                    source.Line();
                    source.Line($"internal static {Names.Request(operation)} {Names.Request(operation)}(global::Mantle.Wire.QueryReader r, ref global::Mantle.Wire.ConstraintChecker c) => new();");
                }
        }
        return source.ToString();
    }

    static void Structure(Source source, ShapeModel shape)
    {
        source.Line();
        using (source.OpenExpression($"internal static {Names.Shape(shape)} {Names.Shape(shape)}(global::Mantle.Wire.QueryReader r, ref global::Mantle.Wire.ConstraintChecker c) => new()"))
            foreach (var member in shape.Members)
                source.Line($"{Names.Property(member)} = {Value(member)},");
    }

    static string Value(MemberModel member)
    {
        var shape = member.Shape;
        var name = member.WireName;
        switch (shape.Kind)
        {
            case ShapeKind.List:
                var prefix = shape.Flattened || member.Flattened ? $"{name}." : $"{name}.{shape.ItemName}.";
                return $"{Names.Shape(shape)}(r, \"{prefix}\"u8, \"{name}\"u8, ref c){(member.Required ? "!" : "")}";
            case ShapeKind.Structure:
                return $"r.TryStructure(\"{name}.\"u8, out var {Names.Local(member)}) ? {Names.Shape(shape)}({Names.Local(member)}, ref c) : null{(member.Required ? "!" : "")}";
            default:
                var value = $"r.{shape.Kind}(\"{name}\"u8)";
                // AWS takes an absent boolean for false, unless the model lets it be absent.
                return !member.Required ? value
                    : !Names.IsValue(shape) ? value + "!"
                    : shape.Kind == ShapeKind.Boolean && !shape.Boxed ? $"{value} ?? false"
                    : $"{value} ?? c.Missing<{Names.Type(shape)}>(\"{Names.Camel(member)}\", {Acceptable(shape)})";
        }
    }

    // A value that breaks nothing, so that an absent one is told of once.
    static string Acceptable(ShapeModel shape) =>
        shape.Kind is ShapeKind.Integer or ShapeKind.Long ? (shape.Min ?? 0).ToString(CultureInfo.InvariantCulture) : "default";

    static void List(Source source, ShapeModel shape)
    {
        var element = shape.Element!;
        source.Line();
        using (source.Open($"static {Names.Type(shape)}? {Names.Shape(shape)}(global::Mantle.Wire.QueryReader r, global::System.ReadOnlySpan<byte> prefix, global::System.ReadOnlySpan<byte> name, ref global::Mantle.Wire.ConstraintChecker c)"))
        {
            source.Line("if (!r.TryList(prefix, name, out var list))");
            source.Line("    return null;");
            source.Line("if (list.Count == 0)");
            source.Line("    return [];");
            source.Line($"var items = new {Names.Type(element)}[list.Count];");
            source.Line("for (var i = 0; i < items.Length; i++)");
            source.Line(element.Kind switch
            {
                ShapeKind.Structure => $"    items[i] = list.TryStructure(i, out var element) ? {Names.Shape(element)}(element, ref c) : null!;",
                ShapeKind.String => "    items[i] = list.String(i)!;",
                _ => throw new NotSupportedException($"{shape.Name}: no request of the query protocol here has a list of {element.Kind}."),
            });
            source.Line("return items;");
        }
    }
}
