using System.Collections;
using System.Xml.Linq;
using Mantle.Wire.Model;

namespace Mantle.Wire.Tests;

/// <summary>Parameters and answers that a shape of the model stands for.</summary>
static class QueryShapes
{
    public static QueryParameters Form(IEnumerable<(string Name, string Value)> parameters) =>
        QueryParameters.Parse(
            Encoding.UTF8.GetBytes(
                string.Join('&', parameters.Select(p => $"{Uri.EscapeDataString(p.Name)}={Uri.EscapeDataString(p.Value)}"))
            )
        );

    // What the samples put into the form is in the record.
    public static void Same(ShapeModel shape, object? value)
    {
        Assert.NotNull(value);
        switch (shape.Kind)
        {
            case ShapeKind.Structure:
                Assert.All(
                    shape.Members,
                    member =>
                        Same(
                            member.Shape,
                            value.GetType().GetProperty(char.ToUpperInvariant(member.Name[0]) + member.Name[1..])!.GetValue(value)
                        )
                );
                break;
            case ShapeKind.List:
                var items = ((IEnumerable)value).Cast<object>().ToList();
                Assert.Equal(Samples.Count(shape), items.Count);
                Assert.All(items, item => Same(shape.Element!, item));
                break;
            case ShapeKind.Timestamp:
                Assert.Equal(Samples.Moment, value);
                break;
            case ShapeKind.Boolean:
                Assert.Equal(true, value);
                break;
            default:
                Assert.Equal(Samples.Scalar(shape), Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
        }
    }

    public static IEnumerable<XElement> Content(XNamespace xmlns, ShapeModel shape) =>
        shape.Members.Select(member => new XElement(xmlns + member.WireName, Value(xmlns, member.Shape)));

    public static object Value(XNamespace xmlns, ShapeModel shape) =>
        shape.Kind switch
        {
            ShapeKind.Structure => Content(xmlns, shape),
            ShapeKind.List => Enumerable
                .Range(0, Samples.Count(shape))
                .Select(_ => new XElement(xmlns + shape.ItemName, Value(xmlns, shape.Element!))),
            ShapeKind.Map => new XElement(
                xmlns + "entry",
                new XElement(xmlns + "key", Samples.Scalar(shape.Key!)),
                new XElement(xmlns + "value", Samples.Scalar(shape.Element!))
            ),
            _ => Samples.Scalar(shape),
        };

    public static IEnumerable<(string Value, string Constraint)> Broken(ShapeModel shape)
    {
        switch (shape.Kind)
        {
            case ShapeKind.String:
                if (shape.Min is > 0)
                    yield return (new string('a', (int)shape.Min - 1), $"Member must have length greater than or equal to {shape.Min}");
                if (shape.Max < 100_000)
                    yield return (new string('a', (int)shape.Max + 1), $"Member must have length less than or equal to {shape.Max}");
                if (shape.Pattern is { } pattern && shape.PatternText is null)
                    yield return ("\u2028\u0007", $"Member must satisfy regular expression pattern: {pattern}");
                if (shape.EnumValues.Count > 0)
                    yield return ("no such value", "Member must satisfy enum value set");
                break;
            case ShapeKind.Integer or ShapeKind.Long:
                if (shape.Min is { } min)
                    yield return (
                        (min - 1).ToString(System.Globalization.CultureInfo.InvariantCulture),
                        $"Member must have value greater than or equal to {min}"
                    );
                if (shape.Max is { } max)
                    yield return (
                        (max + 1).ToString(System.Globalization.CultureInfo.InvariantCulture),
                        $"Member must have value less than or equal to {max}"
                    );
                break;
        }
    }
}
