using System.Xml.Linq;
using Mantle.Wire.Model;

namespace Mantle.Wire.Tests;

/// <summary>REST requests that keep to the model and set every member, made by walking it.</summary>
static class RestSamples
{
    static readonly XNamespace s_xmlns = "http://s3.amazonaws.com/doc/2006-03-01/";
    static readonly XNamespace s_xsi = "http://www.w3.org/2001/XMLSchema-instance";

    public static TestRestRequest Request(OperationModel operation)
    {
        var query = operation.Uri.Split('?') is [_, var part] ? part.Split('&').ToList() : [];
        var headers = new List<(string, string)>();
        foreach (var member in operation.Input?.Members ?? [])
            switch (member.Location)
            {
                case MemberLocation.Query:
                    query.Add($"{member.WireName}={Uri.EscapeDataString(Scalar(member.Shape))}");
                    break;
                case MemberLocation.Header:
                    headers.Add((member.WireName, Header(member.Shape)));
                    break;
                case MemberLocation.Headers:
                    headers.Add((member.WireName + "colour", "blue"));
                    break;
            }
        var path = operation
            .Uri.Split('?')[0]
            .Replace("{Bucket}", "sample", StringComparison.Ordinal)
            .Replace("{Key+}", "a/b", StringComparison.Ordinal);
        return new(operation.Method, path, string.Join('&', query), [.. headers]) { Body = Encoding.UTF8.GetBytes(Body(operation)) };
    }

    static string Body(OperationModel operation)
    {
        if (operation.Input is not { } input)
            return "";
        if (input.Payload is { Shape.Kind: ShapeKind.String })
            return "text";
        if (input.Payload is { } payload)
            return payload.Streaming ? "" : Element(payload.WireName, payload.Shape).ToString();
        var members = input.Members.Where(member => member.Location == MemberLocation.Body).ToList();
        return members.Count == 0 ? "" : new XElement(s_xmlns + operation.InputRoot!, members.SelectMany(Content)).ToString();
    }

    public static XElement Element(string name, ShapeModel structure) => new(s_xmlns + name, structure.Members.SelectMany(Content));

    static IEnumerable<object> Content(MemberModel member)
    {
        var shape = member.Shape;
        if (member.Attribute)
            return [new XAttribute(XNamespace.Xmlns + "xsi", s_xsi), new XAttribute(s_xsi + member.WireName.Split(':')[1], Scalar(shape))];
        var name = s_xmlns + member.WireName;
        switch (shape.Kind)
        {
            case ShapeKind.Structure:
                return [new XElement(name, shape.Members.SelectMany(Content))];
            case ShapeKind.List:
                var flat = shape.Flattened || member.Flattened;
                var items = Enumerable
                    .Range(0, Samples.Count(shape))
                    .Select(_ => new XElement(
                        flat ? name : s_xmlns + shape.ItemName,
                        shape.Element!.Kind == ShapeKind.Structure ? shape.Element.Members.SelectMany(Content) : Scalar(shape.Element)
                    ));
                return flat ? items : [new XElement(name, items)];
            default:
                return [new XElement(name, Scalar(shape))];
        }
    }

    /// <summary>A value as a document or query string has it.</summary>
    public static string Scalar(ShapeModel shape) =>
        shape switch
        {
            { Kind: ShapeKind.Timestamp, TimestampFormat: "rfc822" } => "Fri, 02 Jan 2026 03:04:05 GMT",
            { Kind: ShapeKind.Timestamp } => "2026-01-02T03:04:05.000Z",
            _ => Samples.Scalar(shape),
        };

    /// <summary>A value as a header has it.</summary>
    public static string Header(ShapeModel shape) =>
        shape switch
        {
            { Kind: ShapeKind.Timestamp, TimestampFormat: not "iso8601" } => "Fri, 02 Jan 2026 03:04:05 GMT",
            { Kind: ShapeKind.List } => string.Join(',', Enumerable.Repeat(Scalar(shape.Element!), Samples.Count(shape))),
            _ => Scalar(shape),
        };
}
