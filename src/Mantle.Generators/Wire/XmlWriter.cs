using Mantle.Wire.Model;

namespace Mantle.Generators;

/// <summary>Writes the writers of XML answers.</summary>
static class XmlWriter
{
    public static string Writers(ServiceModel service, Reach reach)
    {
        // Query services write moments to the second, S3 to the millisecond.
        var moment = service.Protocol == Protocol.RestXml ? "Milliseconds" : "Element";
        var source = new Source(Names.Namespace(service));
        source.Line();
        using (source.Open("static class XmlWriters"))
            foreach (var shape in reach.Outputs)
                if (shape.Kind == ShapeKind.Structure)
                {
                    source.Line();
                    using (source.Open($"internal static void {Names.Shape(shape)}(ref global::Mantle.Wire.XmlResponseWriter w, {Names.Shape(shape)} v)"))
                        foreach (var member in shape.Members)
                            if (IsElement(shape, member))
                                Member(source, member, moment);
                }
        return source.ToString();
    }

    static bool IsElement(ShapeModel shape, MemberModel member) =>
        member.Location == MemberLocation.Body && !member.Attribute && member != shape.Payload && !Names.IsStream(member);

    static void Member(Source source, MemberModel member, string moment)
    {
        var shape = member.Shape;
        var value = $"v.{Names.Property(member)}";
        if (shape.Kind is not (ShapeKind.List or ShapeKind.Map or ShapeKind.Structure))
        {
            source.Line(Element(member.WireName, value, shape, moment));
            return;
        }
        var local = Names.Local(member);
        using (source.Open($"if ({value} is {{ }} {local})"))
        {
            var flat = shape.Flattened || member.Flattened;
            if (shape.Kind == ShapeKind.Structure && shape.Members.Any(m => m.Attribute))
                Open(source, member, local);
            else if (!flat || shape.Kind == ShapeKind.Structure)
                source.Line(Raw($"<{member.WireName}>"));
            switch (shape.Kind)
            {
                case ShapeKind.Structure:
                    source.Line($"{Names.Shape(shape)}(ref w, {local});");
                    break;
                case ShapeKind.List:
                    List(source, shape, local, flat ? member.WireName : shape.ItemName, moment);
                    break;
                default:
                    Map(source, shape, local, flat ? member.WireName : "entry");
                    break;
            }
            if (!flat || shape.Kind == ShapeKind.Structure)
                source.Line(Raw($"</{member.WireName}>"));
        }
    }

    // The start of an element whose structure has attributes.
    static void Open(Source source, MemberModel member, string local)
    {
        var xmlns = member.XmlPrefix is null ? "" : $" xmlns:{member.XmlPrefix}=\\\"{member.XmlNamespace}\\\"";
        source.Line(Raw($"<{member.WireName}{xmlns}"));
        foreach (var attribute in member.Shape.Members)
            if (attribute.Attribute)
                source.Line($"w.Element(\" {attribute.WireName}=\\\"\"u8, {local}.{Names.Property(attribute)}, \"\\\"\"u8);");
        source.Line(Raw(">"));
    }

    static void List(Source source, ShapeModel shape, string list, string item, string moment)
    {
        var element = shape.Element!;
        using (source.Open($"for (var i = 0; i < {list}.Count; i++)"))
        {
            if (element.Kind != ShapeKind.Structure)
            {
                source.Line(Element(item, $"{list}[i]", element, moment));
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
            source.Line(Element("key", "key", shape.Key!, "Element"));
            source.Line(Element("value", "value", shape.Element!, "Element"));
            source.Line(Raw($"</{item}>"));
        }
    }

    static string Element(string name, string value, ShapeModel shape, string moment) =>
        $"w.{(shape.Kind == ShapeKind.Timestamp ? moment : "Element")}(\"<{name}>\"u8, {value}, \"</{name}>\"u8);";

    static string Raw(string tag) => $"w.Raw(\"{tag}\"u8);";
}
