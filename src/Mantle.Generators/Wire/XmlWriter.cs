using Mantle.Wire.Model;

namespace Mantle.Generators;

/// <summary>Writes the writers of XML answers.</summary>
static class XmlWriter
{
    public static string Writers(ServiceModel service, Reach reach)
    {
        var source = new Source(Names.Namespace(service));
        source.Line();
        using (source.Open("static class XmlWriters"))
            foreach (var shape in reach.Outputs)
                if (shape.Kind == ShapeKind.Structure)
                {
                    source.Line();
                    using (source.Open($"internal static void {Names.Shape(shape)}(ref global::Mantle.Wire.XmlResponseWriter w, {Names.Shape(shape)} v)"))
                        foreach (var member in shape.Members)
                            Member(source, member);
                }
        return source.ToString();
    }

    static void Member(Source source, MemberModel member)
    {
        var shape = member.Shape;
        var value = $"v.{Names.Property(member)}";
        if (shape.Kind is not (ShapeKind.List or ShapeKind.Map or ShapeKind.Structure))
        {
            source.Line(Element(member.WireName, value));
            return;
        }
        var local = "@" + Names.Camel(member);
        using (source.Open($"if ({value} is {{ }} {local})"))
        {
            var flat = shape.Flattened || member.Flattened;
            if (!flat || shape.Kind == ShapeKind.Structure)
                source.Line(Raw($"<{member.WireName}>"));
            switch (shape.Kind)
            {
                case ShapeKind.Structure:
                    source.Line($"{Names.Shape(shape)}(ref w, {local});");
                    break;
                case ShapeKind.List:
                    List(source, shape, local, flat ? member.WireName : shape.ItemName);
                    break;
                default:
                    Map(source, shape, local, flat ? member.WireName : "entry");
                    break;
            }
            if (!flat || shape.Kind == ShapeKind.Structure)
                source.Line(Raw($"</{member.WireName}>"));
        }
    }

    static void List(Source source, ShapeModel shape, string list, string item)
    {
        var element = shape.Element!;
        using (source.Open($"for (var i = 0; i < {list}.Count; i++)"))
        {
            if (element.Kind != ShapeKind.Structure)
            {
                source.Line(Element(item, $"{list}[i]"));
                return;
            }
            source.Line(Raw($"<{item}>"));
            source.Line($"{Names.Shape(element)}(ref w, {list}[i]);");
            source.Line(Raw($"</{item}>"));
        }
    }

    static void Map(Source source, ShapeModel shape, string map, string item)
    {
        using (source.Open($"foreach (var (key, value) in {map})"))
        {
            source.Line(Raw($"<{item}>"));
            source.Line(Element("key", "key"));
            source.Line(Element("value", "value"));
            source.Line(Raw($"</{item}>"));
        }
    }

    static string Element(string name, string value) => $"w.Element(\"<{name}>\"u8, {value}, \"</{name}>\"u8);";

    static string Raw(string tag) => $"w.Raw(\"{tag}\"u8);";
}
