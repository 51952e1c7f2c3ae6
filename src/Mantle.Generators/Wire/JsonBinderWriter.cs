using Mantle.Wire.Model;

namespace Mantle.Generators;

/// <summary>Generates the binders of JSON bodies.</summary>
static class JsonBinderWriter
{
    const string Reader = "global::Mantle.Wire.JsonRequestReader";
    const string Parameters = "(ref " + Reader + " r, ref global::Mantle.Wire.ConstraintChecker c)";

    public static string Binders(ServiceModel service, Reach reach)
    {
        var source = new Source(Names.Namespace(service));
        source.Line();
        using (source.Open("static class JsonBinders"))
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
                    Nothing(source, operation);
        }
        return source.ToString();
    }

    static void Nothing(Source source, OperationModel operation)
    {
        source.Line();
        using (source.Open($"internal static {Names.Request(operation)} {Names.Request(operation)}{Parameters}"))
        {
            source.Line("while (r.Next())");
            source.Line("    r.Skip();");
            source.Line("return new();");
        }
    }

    static void Structure(Source source, ShapeModel shape)
    {
        // Path, query string and headers contain the other members; RestWriter adds them.
        var members = shape.Members.Where(RestWriter.IsInBody).ToList();
        source.Line();
        using (source.Open($"internal static {Names.Shape(shape)} {Names.Shape(shape)}{Parameters}"))
        {
            foreach (var member in members)
                source.Line($"{Names.Type(member.Shape)}? {Names.Local(member)} = null;");
            source.Line("while (r.Next())");
            var otherwise = "";
            foreach (var member in members)
            {
                Member(source, member, otherwise);
                otherwise = "else ";
            }
            source.Line(members.Count == 0 ? "    r.Skip();" : "    else r.Skip();");
            using (source.OpenExpression("return new()"))
                foreach (var member in shape.Members)
                    if (members.Contains(member))
                        source.Line($"{Names.Property(member)} = {Names.Local(member)}{Absent(member)},");
                    else if (member.Required && !Names.IsStream(member))
                        source.Line($"{Names.Property(member)} = default!,");
        }
    }

    static void Member(Source source, MemberModel member, string otherwise)
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
            source.Line($"            {Names.Local(member)} = {Value(member.Shape, member)};");
        source.Line("    }");
    }

    static string Absent(MemberModel member) =>
        !member.Required ? ""
        : !Names.IsValue(member.Shape) ? "!"
        : $" ?? c.Missing<{Names.Type(member.Shape)}>(\"{Names.Camel(member)}\", {Names.Acceptable(member.Shape)})";

    static void List(Source source, ShapeModel shape)
    {
        source.Line();
        using (source.Open($"static {Names.Type(shape)} {Names.Shape(shape)}{Parameters}"))
        {
            source.Line("r.EnterList();");
            source.Line($"var items = new global::System.Collections.Generic.List<{Names.Type(shape.Element!)}>();");
            using (source.Open("while (r.NextElement())"))
            {
                // A null element breaks a constraint, which the check reports.
                using (source.Open("if (r.IsNull)"))
                {
                    source.Line("items.Add(default!);");
                    source.Line("continue;");
                }
                Element(source, shape.Element!, "items.Add(", ");");
            }
            source.Line("return items;");
        }
    }

    static void Map(Source source, ShapeModel shape)
    {
        source.Line();
        using (source.Open($"static {Names.Type(shape)} {Names.Shape(shape)}{Parameters}"))
        {
            source.Line("r.EnterStructure();");
            source.Line($"var items = new {Names.Dictionary(shape)}(global::System.StringComparer.Ordinal);");
            using (source.Open("while (r.Next())"))
            {
                source.Line("var key = r.Key();");
                source.Line($"{Reader}.Once(!items.ContainsKey(key));");
                // As in AWS, an entry without a value is ignored.
                source.Line("if (!r.Value())");
                source.Line("    continue;");
                Element(source, shape.Element!, "items.Add(key, ", ");");
            }
            source.Line("return items;");
        }
    }

    static void Element(Source source, ShapeModel shape, string before, string after)
    {
        if (shape.Kind == ShapeKind.Structure)
        {
            source.Line("r.EnterStructure();");
            source.Line($"{before}{Names.Shape(shape)}(ref r, ref c){after}");
        }
        else
            source.Line($"{before}{Value(shape, null)}{after}");
    }

    static string Value(ShapeModel shape, MemberModel? member) =>
        shape.Kind switch
        {
            ShapeKind.List or ShapeKind.Map => $"{Names.Shape(shape)}(ref r, ref c)",
            ShapeKind.Timestamp => $"r.{Moments.Of(shape, member, Moments.UnixTime)}()",
            _ => $"r.{shape.Kind}()",
        };
}
