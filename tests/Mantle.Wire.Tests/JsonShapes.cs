using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;
using Mantle.Wire.Model;

namespace Mantle.Wire.Tests;

/// <summary>Values that a shape of the model stands for.</summary>
static class JsonShapes
{
    // A handshake's resources may hold resources in turn.
    public static bool NotRecursive(MemberModel member) => member is not { Name: "Resources", Shape.Name: "HandshakeResources" };

    public static JsonNode Json(ShapeModel shape) =>
        shape.Kind switch
        {
            ShapeKind.Structure => new JsonObject(
                shape
                    .Members.Where(NotRecursive)
                    .Select(member => KeyValuePair.Create<string, JsonNode?>(member.WireName, Json(member.Shape)))
            ),
            ShapeKind.List => new JsonArray([.. Enumerable.Range(0, Samples.Count(shape)).Select(_ => Json(shape.Element!))]),
            ShapeKind.Timestamp => JsonValue.Create(Samples.Moment.ToUnixTimeSeconds()),
            ShapeKind.Boolean => JsonValue.Create(true),
            ShapeKind.Integer or ShapeKind.Long => JsonValue.Create(Samples.Number(shape)),
            _ => JsonValue.Create(Samples.Text(shape)),
        };

    public static void Same(ShapeModel shape, object? value)
    {
        Assert.NotNull(value);
        switch (shape.Kind)
        {
            case ShapeKind.Structure:
                Assert.All(shape.Members, member => Same(member.Shape, value.GetType().GetProperty(member.Name)!.GetValue(value)));
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
                Assert.Equal(Samples.Scalar(shape), Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}
