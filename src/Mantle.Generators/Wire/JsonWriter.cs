using System.Globalization;
using Mantle.Wire.Model;

namespace Mantle.Generators;

/// <summary>Writes the binders and writers of the JSON protocol.</summary>
static class JsonWriter
{
    const string Reader = "global::Mantle.Wire.JsonRequestReader";
    const string Checker = "global::Mantle.Wire.ConstraintChecker";
    const string Writer = "global::System.Text.Json.Utf8JsonWriter";

    public static string Binders(ServiceModel service, Reach reach)
    {
        var source = new Source(Names.Namespace(service));
        source.Line();
        using (source.Open("static class JsonBinders"))
        {
            foreach (var shape in reach.Inputs)
                switch (shape.Kind)
                {
                    case ShapeKind.Structure: Structure(source, shape); break;
                    case ShapeKind.List: List(source, shape); break;
                    case ShapeKind.Map: throw new NotSupportedException($"{shape.Name}: no request of the JSON protocol here has a map.");
                }
            foreach (var operation in service.Operations)
                if (operation.Input is null)
                {
                    source.Line();
                    using (source.Open($"internal static {Names.Request(operation)} {Names.Request(operation)}(ref {Reader} r, ref {Checker} c)"))
                    {
                        source.Line("while (r.Next())");
                        source.Line("    r.Skip();");
                        source.Line("return new();");
                    }
                }
        }
        return source.ToString();
    }

    static void Structure(Source source, ShapeModel shape)
    {
        source.Line();
        using (source.Open($"internal static {Names.Shape(shape)} {Names.Shape(shape)}(ref {Reader} r, ref {Checker} c)"))
        {
            foreach (var member in shape.Members)
                source.Line($"{Names.Type(member.Shape)}? {Names.Local(member)} = null;");
            source.Line("while (r.Next())");
            var otherwise = "";
            foreach (var member in shape.Members)
            {
                source.Line($"    {otherwise}if (r.Is(\"{member.WireName}\"u8))");
                source.Line("    {");
                source.Line($"        {Reader}.Once({Names.Local(member)} is null);");
                source.Line("        if (r.Value())");
                if (member.Shape.Kind == ShapeKind.Structure)
                {
                    source.Line("        {");
                    source.Line("            r.EnterStructure();");
                    source.Line($"            {Names.Local(member)} = {Names.Shape(member.Shape)}(ref r, ref c);");
                    source.Line("        }");
                }
                else
                    source.Line($"            {Names.Local(member)} = {Value(member.Shape)};");
                source.Line("    }");
                otherwise = "else ";
            }
            source.Line(shape.Members.Count == 0 ? "    r.Skip();" : "    else r.Skip();");
            using (source.OpenExpression("return new()"))
                foreach (var member in shape.Members)
                    source.Line($"{Names.Property(member)} = {Names.Local(member)}{Absent(member)},");
        }
    }

    static string Absent(MemberModel member) =>
        !member.Required ? ""
        : !Names.IsValue(member.Shape) ? "!"
        : $" ?? c.Missing<{Names.Type(member.Shape)}>(\"{Names.Camel(member)}\", {(member.Shape.Kind is ShapeKind.Integer or ShapeKind.Long ? (member.Shape.Min ?? 0).ToString(CultureInfo.InvariantCulture) : "default")})";

    static void List(Source source, ShapeModel shape)
    {
        var element = shape.Element!;
        source.Line();
        using (source.Open($"static {Names.Type(shape)} {Names.Shape(shape)}(ref {Reader} r, ref {Checker} c)"))
        {
            source.Line("r.EnterList();");
            source.Line($"var items = new global::System.Collections.Generic.List<{Names.Type(element)}>();");
            using (source.Open("while (r.NextElement())"))
            {
                // A null element breaks a constraint, and the check says so.
                using (source.Open("if (r.IsNull)"))
                {
                    source.Line("items.Add(default!);");
                    source.Line("continue;");
                }
                if (element.Kind == ShapeKind.Structure)
                    source.Line("r.EnterStructure();");
                source.Line($"items.Add({(element.Kind == ShapeKind.Structure ? $"{Names.Shape(element)}(ref r, ref c)" : Value(element))});");
            }
            source.Line("return items;");
        }
    }

    static string Value(ShapeModel shape) => shape.Kind == ShapeKind.List ? $"{Names.Shape(shape)}(ref r, ref c)" : $"r.{shape.Kind}()";

    public static string Writers(ServiceModel service, Reach reach)
    {
        var source = new Source(Names.Namespace(service));
        source.Line();
        using (source.Open("static class JsonWriters"))
        {
            var names = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var shape in reach.Outputs)
                if (shape.Kind == ShapeKind.Structure)
                {
                    source.Line();
                    using (source.Open($"internal static void {Names.Shape(shape)}({Writer} w, {Names.Shape(shape)} v)"))
                    {
                        source.Line("w.WriteStartObject();");
                        foreach (var member in shape.Members)
                        {
                            names.Add(member.WireName);
                            Member(source, member);
                        }
                        source.Line("w.WriteEndObject();");
                    }
                }
            // Encoded once, not in every answer.
            source.Line();
            using (source.Open("static class WireName"))
                foreach (var name in names)
                    source.Line($"internal static readonly global::System.Text.Json.JsonEncodedText {name} = global::System.Text.Json.JsonEncodedText.Encode(\"{name}\");");
        }
        return source.ToString();
    }

    static void Member(Source source, MemberModel member)
    {
        var (shape, value, local) = (member.Shape, $"v.{Names.Property(member)}", Names.Local(member));
        if (shape.Kind is not (ShapeKind.Structure or ShapeKind.List))
        {
            if (shape.Kind == ShapeKind.Map)
                throw new NotSupportedException($"{shape.Name}: no answer of the JSON protocol here has a map.");
            source.Line($"global::Mantle.Wire.JsonResponseWriter.Member(w, WireName.{member.WireName}, {value});");
            return;
        }
        using (source.Open($"if ({value} is {{ }} {local})"))
        {
            source.Line($"w.WritePropertyName(WireName.{member.WireName});");
            if (shape.Kind == ShapeKind.Structure)
            {
                source.Line($"{Names.Shape(shape)}(w, {local});");
                return;
            }
            source.Line("w.WriteStartArray();");
            source.Line($"for (var i = 0; i < {local}.Count; i++)");
            source.Line(shape.Element!.Kind switch
            {
                ShapeKind.Structure => $"    {Names.Shape(shape.Element)}(w, {local}[i]);",
                ShapeKind.String => $"    w.WriteStringValue({local}[i]);",
                _ => throw new NotSupportedException($"{shape.Name}: no answer of the JSON protocol here has a list of {shape.Element.Kind}."),
            });
            source.Line("w.WriteEndArray();");
        }
    }
}
