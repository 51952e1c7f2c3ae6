using Mantle.Wire.Model;

namespace Mantle.Generators;

/// <summary>Generates the writers of XML responses.</summary>
static class XmlWriter
{
    public static string Writers(ServiceModel service, Reach reach)
    {
        // Query services write timestamps in seconds, REST-XML in milliseconds.
        var moment = service.Protocol == Protocol.RestXml ? "Milliseconds" : "Element";
        var source = new Source(Names.Namespace(service));
        source.Line();
        using (source.Open("static class XmlWriters"))
            foreach (var shape in reach.Outputs)
                if (shape.Kind == ShapeKind.Structure)
                {
                    source.Line();
                    var (name, writer) = (Names.Shape(shape), "ref global::Mantle.Wire.XmlResponseWriter w");
                    using (source.Open($"internal static void {name}({writer}, {name} v)"))
                        foreach (var member in shape.Members)
                            if (RestWriter.IsInBody(member) && !member.Attribute && member != shape.Payload)
                                Member(source, member, moment);
                }
        return source.ToString();
    }

    static void Member(Source source, MemberModel member, string moment)
    {
        var shape = member.Shape;
        var value = $"v.{Names.Property(member)}";
        if (shape.Kind is not (ShapeKind.List or ShapeKind.Map or ShapeKind.Structure))
        {
            source.Line(Element(member.WireName, value, shape, member, moment));
            return;
        }
        var local = Names.Local(member);
        using (source.Open($"if ({value} is {{ }} {local})"))
        {
            if (shape.Kind == ShapeKind.Structure && shape.Members.Any(m => m.Attribute))
            {
                Open(source, member, local);
                source.Line($"{Names.Shape(shape)}(ref w, {local});");
                source.Line(Raw($"</{member.WireName}>"));
            }
            else
                Value(source, member.WireName, shape, local, shape.Flattened || member.Flattened, moment, 0);
        }
    }

    // The start tag of an element whose structure has attributes.
    static void Open(Source source, MemberModel member, string local)
    {
        var xmlns = member.XmlPrefix is null ? "" : $" xmlns:{member.XmlPrefix}=\\\"{member.XmlNamespace}\\\"";
        source.Line(Raw($"<{member.WireName}{xmlns}"));
        foreach (var attribute in member.Shape.Members)
            if (attribute.Attribute)
                source.Line($"w.Element(\" {attribute.WireName}=\\\"\"u8, {local}.{Names.Property(attribute)}, \"\\\"\"u8);");
        source.Line(Raw(">"));
    }

    // Nested lists and maps need separate variables, whose names contain the depth.
    static void Value(Source source, string name, ShapeModel shape, string value, bool flat, string moment, int depth)
    {
        switch (shape.Kind)
        {
            case ShapeKind.Structure:
                source.Line(Raw($"<{name}>"));
                source.Line($"{Names.Shape(shape)}(ref w, {value});");
                source.Line(Raw($"</{name}>"));
                break;
            case ShapeKind.List:
                Around(
                    source,
                    name,
                    flat,
                    () =>
                    {
                        using (source.Open($"for (var i{depth} = 0; i{depth} < {value}.Count; i{depth}++)"))
                        {
                            var item = flat ? name : shape.ItemName;
                            Value(source, item, shape.Element!, $"{value}[i{depth}]", shape.Element!.Flattened, moment, depth + 1);
                        }
                    }
                );
                break;
            case ShapeKind.Map:
                Around(
                    source,
                    name,
                    flat,
                    () =>
                    {
                        var entry = flat ? name : "entry";
                        using (source.Open($"foreach (var (key{depth}, value{depth}) in {value})"))
                        {
                            source.Line(Raw($"<{entry}>"));
                            source.Line(Element(shape.KeyName, $"key{depth}", shape.Key!, null, moment));
                            Value(source, shape.ValueName, shape.Element!, $"value{depth}", shape.Element!.Flattened, moment, depth + 1);
                            source.Line(Raw($"</{entry}>"));
                        }
                    }
                );
                break;
            default:
                source.Line(Element(name, value, shape, null, moment));
                break;
        }
    }

    static void Around(Source source, string name, bool flat, Action content)
    {
        if (!flat)
            source.Line(Raw($"<{name}>"));
        content();
        if (!flat)
            source.Line(Raw($"</{name}>"));
    }

    static string Element(string name, string value, ShapeModel shape, MemberModel? member, string moment)
    {
        var form = Moments.Of(shape, member, Moments.Iso8601);
        var method =
            shape.Kind != ShapeKind.Timestamp ? "Element"
            : form == Moments.Iso8601 ? moment
            : form;
        return $"w.{method}(\"<{name}>\"u8, {value}, \"</{name}>\"u8);";
    }

    static string Raw(string tag) => $"w.Raw(\"{tag}\"u8);";
}
