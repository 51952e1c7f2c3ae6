using System.Collections;
using Mantle.Wire.Model;

namespace Mantle.Wire.Tests;

/// <summary>Values that keep to the model, made by walking it.</summary>
static class Samples
{
    static readonly string[] s_texts =
    [
        "sample",
        "123456789012",
        "123456",
        "/",
        "v1",
        "r-abcd",
        "ou-abcd-abcdefgh",
        "h-abcdefgh",
        "car-abcdefgh",
        "rp-abcdefgh",
        "rt-abcdefgh",
        "a@example.com",
        "arn:aws:organizations::123456789012:account/o-abcdefghij/123456789012",
        "arn:aws:organizations::123456789012:handshake/o-abcdefghij/invite/h-abcdefgh",
        "arn:aws:organizations::123456789012:organization/o-abcdefghij",
        "arn:aws:organizations::123456789012:ou/o-abcdefghij/ou-abcd-abcdefgh",
        "o-abcdefghij/r-abcd/",
        "arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess",
        "arn:aws:organizations::123456789012:resourcepolicy/o-abcdefghij/rp-abcdefgh",
        "arn:aws:organizations::123456789012:transfer/o-abcdefghij/billing/inbound/rt-abcdefgh",
        "arn:aws:organizations::123456789012:root/o-abcdefghij/r-abcd",
        "AKIAIOSFODNN7EXAMPLE",
        "o-abcdefghij",
        "o-abcdefghij/r-abcd",
        "p-abcdefgh",
        "https://issuer.example.com",
        "arn:aws:iam::123456789012:role/sample",
        "RS256",
        "arn:aws:s3:::sample",
        "arn:aws:kms:eu-west-1:123456789012:key/1",
        "AKIAIOSFODNN7EXAMPLE12",
        "system:serviceaccount:sample:sample",
    ];

    public static string Text(ShapeModel shape)
    {
        if (shape.EnumValues.Count > 0)
            return shape.EnumValues[0];
        var pattern = shape.Pattern is null ? null : new ConstraintPattern(shape.Pattern);
        foreach (var text in s_texts.Concat(s_texts.Select(text => text.PadRight((int)(shape.Min ?? 0), 'a'))))
            if (text.Length >= (shape.Min ?? 0) && text.Length <= (shape.Max ?? int.MaxValue) && (pattern?.IsMatch(text) ?? true))
                return text;
        throw new InvalidOperationException($"No sample fits {shape.Name}.");
    }

    public static long Number(ShapeModel shape) => shape.Min ?? 7;

    public static DateTimeOffset Moment { get; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    /// <summary>The form parameters of a structure with every member set.</summary>
    public static IEnumerable<(string Name, string Value)> Parameters(ShapeModel shape, string prefix = "")
    {
        switch (shape.Kind)
        {
            case ShapeKind.Structure:
                return shape.Members.SelectMany(member =>
                    Parameters(member.Shape, prefix.Length == 0 ? member.WireName : $"{prefix}.{member.WireName}")
                );
            case ShapeKind.List:
                return Enumerable
                    .Range(1, Count(shape))
                    .SelectMany(i => Parameters(shape.Element!, shape.Flattened ? $"{prefix}.{i}" : $"{prefix}.{shape.ItemName}.{i}"));
            default:
                return [(prefix, Scalar(shape))];
        }
    }

    public static int Count(ShapeModel list) => (int)Math.Max(list.Min ?? 0, Math.Min(list.Max ?? 2, 2));

    public static string Scalar(ShapeModel shape) =>
        shape.Kind switch
        {
            ShapeKind.String => Text(shape),
            ShapeKind.Boolean => "true",
            ShapeKind.Timestamp => "2026-01-02T03:04:05Z",
            ShapeKind.Blob => "AQID",
            _ => Number(shape).ToString(System.Globalization.CultureInfo.InvariantCulture),
        };

    /// <summary>A record with every member set.</summary>
    public static object Record(ShapeModel shape, Type type, Func<MemberModel, bool>? filter = null)
    {
        var record = Activator.CreateInstance(type)!;
        foreach (var member in shape.Members)
        {
            if (filter?.Invoke(member) == false)
                continue;
            var property = type.GetProperty(char.ToUpperInvariant(member.Name[0]) + member.Name[1..])!;
            property.SetValue(
                record,
                Value(member.Shape, Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType, filter)
            );
        }
        return record;
    }

    static object Value(ShapeModel shape, Type type, Func<MemberModel, bool>? filter)
    {
        switch (shape.Kind)
        {
            case ShapeKind.Structure:
                return Record(shape, type, filter);
            case ShapeKind.List:
                var element = type.GetGenericArguments()[0];
                var list = Array.CreateInstance(element, Count(shape));
                for (var i = 0; i < list.Length; i++)
                    list.SetValue(Value(shape.Element!, element, filter), i);
                return list;
            case ShapeKind.Map:
                var arguments = type.GetGenericArguments();
                var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(arguments))!;
                map.Add(Value(shape.Key!, arguments[0], filter), Value(shape.Element!, arguments[1], filter));
                return map;
            case ShapeKind.String:
                return Text(shape);
            case ShapeKind.Integer:
                return (int)Number(shape);
            case ShapeKind.Long:
                return Number(shape);
            case ShapeKind.Boolean:
                return true;
            case ShapeKind.Timestamp:
                return Moment;
            default:
                return new ReadOnlyMemory<byte>([1, 2, 3]);
        }
    }
}
