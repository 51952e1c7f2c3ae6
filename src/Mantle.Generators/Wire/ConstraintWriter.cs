using System.Globalization;
using Mantle.Wire.Model;

namespace Mantle.Generators;

/// <summary>Generates the checks of requests against the model.</summary>
static class ConstraintWriter
{
    public static string Constraints(ServiceModel service, Reach reach)
    {
        var source = new Source(Names.Namespace(service));
        source.Line();
        source.Summary("What the model demands of texts in requests, by shape.");
        using (source.Open("public static class Constraints"))
        {
            source.Summary("A text that the model does not limit.");
            source.Line("public static readonly global::Mantle.Wire.StringConstraint Unlimited = new();");
            foreach (var shape in reach.Inputs)
            {
                if (shape.Kind != ShapeKind.String || !IsConstrained(shape))
                    continue;
                var values = shape.EnumValues.Count == 0 ? "null" : $"global::{Names.Namespace(service)}.{Names.Shape(shape)}.AllValues";
                source.Summary($"The text {shape.Name}.");
                source.Line($"public static readonly global::Mantle.Wire.StringConstraint {Names.Shape(shape)} = new(");
                source.Line($"    {Number(shape.Min)}, {Number(shape.Max)}, {Source.Literal(shape.Pattern)}, {values},");
                source.Line($"    {(shape.Sensitive ? "true" : "false")}, {Source.Literal(shape.PatternText)});");
            }
        }
        return source.ToString();
    }

    public static string Checks(ServiceModel service, Reach reach)
    {
        var source = new Source(Names.Namespace(service));
        source.Line();
        using (source.Open("static class ConstraintChecks"))
        {
            foreach (var shape in reach.Inputs)
                if (shape.Kind == ShapeKind.Structure)
                    Check(source, Names.Shape(shape), shape.Members);
            foreach (var operation in service.Operations)
                if (operation.Input is null)
                    Check(source, Names.Request(operation), []);
        }
        return source.ToString();
    }

    static void Check(Source source, string name, IReadOnlyList<MemberModel> members)
    {
        source.Line();
        using (source.Open($"internal static void {name}({name} v, ref global::Mantle.Wire.ConstraintChecker c)"))
            foreach (var member in members)
                if (!Names.IsStream(member))
                    Member(source, member);
    }

    static void Member(Source source, MemberModel member)
    {
        var shape = member.Shape;
        var value = $"v.{Names.Property(member)}";
        var name = $"\"{Names.Camel(member)}\"";
        var required = member.Required ? "true" : "false";
        switch (shape.Kind)
        {
            case ShapeKind.String:
                source.Line($"c.String({name}, {value}, {required}, {Constraint(shape)});");
                break;
            case ShapeKind.Integer or ShapeKind.Long:
                if (shape.Min is not null || shape.Max is not null)
                    source.Line($"c.Number({name}, {value}, {shape.Min ?? long.MinValue}, {shape.Max ?? long.MaxValue});");
                break;
            case ShapeKind.Float or ShapeKind.Double:
                if (shape.Min is not null || shape.Max is not null)
                    source.Line($"c.Number({name}, (double?){value}, {Bound(shape.Min, "Negative")}, {Bound(shape.Max, "Positive")});");
                break;
            case ShapeKind.Structure:
                if (member.Required)
                    source.Line($"c.Required({name}, {value});");
                using (source.Open($"if ({value} is {{ }} {Names.Local(member)})"))
                {
                    source.Line($"c.Enter({name});");
                    source.Line($"{Names.Shape(shape)}({Names.Local(member)}, ref c);");
                    source.Line("c.Leave();");
                }
                break;
            case ShapeKind.List:
                source.Line($"c.List({name}, {value}, {required}, {shape.Min ?? 0}, {shape.Max ?? int.MaxValue});");
                Elements(source, member, value, name);
                break;
            case ShapeKind.Map:
                source.Line($"c.List({name}, {value}, {required}, {shape.Min ?? 0}, {shape.Max ?? int.MaxValue});");
                Entries(source, member, value, name);
                break;
        }
    }

    static void Elements(Source source, MemberModel member, string value, string name)
    {
        var element = member.Shape.Element!;
        if (element.Kind == ShapeKind.String)
            source.Line($"c.Elements({name}, {value}, {Constraint(element)}{(member.Shape.NullableElements ? ", nullable: true" : "")});");
        if (element.Kind != ShapeKind.Structure)
            return;
        using (source.Open($"if ({value} is {{ }} {Names.Local(member)})"))
        {
            source.Line($"c.Enter({name});");
            using (source.Open($"for (var i = 0; i < {Names.Local(member)}.Count; i++)"))
            {
                source.Line("c.At(i);");
                source.Line($"if ({Names.Local(member)}[i] is {{ }} element)");
                source.Line($"    {Names.Shape(element)}(element, ref c);");
                source.Line("else");
                source.Line("    c.MissingElement();");
            }
            source.Line("c.Leave();");
        }
    }

    static void Entries(Source source, MemberModel member, string value, string name)
    {
        var (key, element) = (member.Shape.Key!, member.Shape.Element!);
        if (IsConstrained(key))
            source.Line($"c.Keys({name}, {value}, {Constraint(key)});");
        if (element.Kind == ShapeKind.String)
            source.Line($"c.Values({name}, {value}, {Constraint(element)});");
        if (element.Kind != ShapeKind.Structure)
            return;
        using (source.Open($"if ({value} is {{ }} {Names.Local(member)})"))
        {
            source.Line($"c.Enter({name});");
            using (source.Open($"foreach (var (key, element) in {Names.Local(member)})"))
            {
                source.Line("c.EnterEntry(key);");
                source.Line($"{Names.Shape(element)}(element, ref c);");
                source.Line("c.LeaveEntry();");
            }
            source.Line("c.Leave();");
        }
    }

    static string Constraint(ShapeModel shape) => $"Constraints.{(IsConstrained(shape) ? Names.Shape(shape) : "Unlimited")}";

    static string Bound(long? value, string infinity) => value is null ? $"double.{infinity}Infinity" : Number(value);

    static bool IsConstrained(ShapeModel shape) =>
        shape.Min is not null || shape.Max is not null || shape.Pattern is not null || shape.EnumValues.Count > 0 || shape.Sensitive;

    static string Number(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "null";
}
