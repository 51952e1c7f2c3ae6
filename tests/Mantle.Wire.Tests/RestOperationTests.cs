using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Xml.Linq;
using Mantle.Wire.Model;

namespace Mantle.Wire.Tests;

public class RestOperationTests
{
    public static TheoryData<string> Operations() => [.. Services.S3.Model.Operations.Select(operation => operation.Name)];

    [Theory]
    [MemberData(nameof(Operations))]
    public void Every_member_of_a_request_is_bound(string name)
    {
        var (operation, model) = Find(name);
        // One operation has a path without a bucket; deprecated ones have requests that later ones took over.
        if (model.Unrouted || model.Deprecated)
            return;
        var request = operation.Bind(RestSamples.Request(model));
        foreach (var member in model.Input?.Members ?? [])
            if (!member.Streaming)
                Same(member, request);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Every_member_of_a_response_is_written(string name)
    {
        var (operation, model) = Find(name);
        if (model.Output is not { } output)
        {
            Assert.False(operation.WriteBody(new ArrayBufferWriter<byte>(), null));
            Assert.Null(operation.StreamedBody(null));
            return;
        }
        var response = Samples.Record(output, operation.ResponseType, member => !member.Streaming && !member.Shape.EventStream);
        var headers = new List<(string, string)>();
        operation.WriteHeaders(response, (header, value) => headers.Add((header, value)));
        Assert.Equal(
            output
                .Members.Where(member => member.Location is MemberLocation.Header or MemberLocation.Headers)
                .Select(member =>
                    member.Location == MemberLocation.Headers
                        ? (member.WireName + "sample", "sample")
                        : (member.WireName, RestSamples.Header(member.Shape))
                ),
            headers
        );

        var body = new ArrayBufferWriter<byte>();
        var written = operation.WriteBody(body, response);
        var text = Encoding.UTF8.GetString(body.WrittenSpan);
        var elements = output
            .Members.Where(member => member.Location == MemberLocation.Body && !member.Shape.EventStream && !member.Streaming)
            .ToList();
        Assert.Equal(elements.Count > 0, written);
        if (!written)
            Assert.Empty(text);
        else if (output.Payload is { Shape.Kind: ShapeKind.String })
            Assert.Equal("sample", text);
        else if (output.Unwrapped)
            Assert.EndsWith(">sample</LocationConstraint>", text, StringComparison.Ordinal);
        else
        {
            Assert.StartsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<", text, StringComparison.Ordinal);
            var expected = output.Payload is { } payload
                ? RestSamples.Element(payload.WireName, payload.Shape)
                : new XElement(RestSamples.Element(output.XmlName ?? output.Name, output));
            // A payload has no members that are sent in headers: what is named like one in it is its own.
            foreach (var header in output.Members.Where(member => output.Payload is null && member.Location != MemberLocation.Body))
                expected.Elements().Where(element => element.Name.LocalName == header.WireName).Remove();
            Assert.Equal(Normal(expected), Normal(XElement.Parse(text)));
        }
    }

    [Fact]
    public void Errors_look_like_S3s()
    {
        var output = new ArrayBufferWriter<byte>();
        RestXmlError.Write(output, S3.Errors.NoSuchKey().Error, "/bucket/a&b", "request-1", "host-1");
        Assert.Equal(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message>"
                + "<Resource>/bucket/a&amp;b</Resource><RequestId>request-1</RequestId><HostId>host-1</HostId></Error>",
            Encoding.UTF8.GetString(output.WrittenSpan)
        );
    }

    [Fact]
    public void An_invalid_argument_is_named_in_the_error()
    {
        var error = Assert.Throws<ApiException>(() => S3.Operations.ListObjectsV2.Bind(new TestRestRequest("GET", "/b", "max-keys=abc")));
        var output = new ArrayBufferWriter<byte>();
        RestXmlError.Write(output, error.Error, null, "r", "h");
        Assert.Contains(
            "<ArgumentName>max-keys</ArgumentName><ArgumentValue>abc</ArgumentValue><RequestId>r</RequestId>",
            Encoding.UTF8.GetString(output.WrittenSpan),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("PutObject", RestBody.Stream)]
    [InlineData("UploadPart", RestBody.Stream)]
    [InlineData("PutBucketPolicy", RestBody.Whole)]
    [InlineData("DeleteObjects", RestBody.Whole)]
    [InlineData("SelectObjectContent", RestBody.Whole)]
    [InlineData("GetObject", RestBody.None)]
    public void An_operation_says_what_to_do_with_the_body(string name, RestBody body) =>
        Assert.Equal(body, Find(name).Operation.RequestBody);

    [Fact]
    public void An_answer_may_be_a_stream()
    {
        using var stream = new MemoryStream([1, 2, 3]);
        var response = new S3.GetObjectOutput { Body = stream, ContentLength = 3 };
        Assert.Same(stream, S3.Operations.GetObject.StreamedBody(response));
        Assert.False(S3.Operations.GetObject.WriteBody(new ArrayBufferWriter<byte>(), response));
        Assert.Equal(204, S3.Operations.DeleteObject.Status);
        Assert.Equal("application/json", S3.Operations.GetBucketPolicy.ContentType);
        Assert.Equal("application/xml", S3.Operations.ListBuckets.ContentType);
        Assert.True(S3.Operations.DeleteObjects.ChecksumRequired);
    }

    static (RestOperation Operation, OperationModel Model) Find(string name) =>
        (Assert.IsType<RestOperation>(Services.S3.Find(name), exactMatch: false), Services.S3.Model.Operation(name)!);

    static void Same(MemberModel member, object record)
    {
        var value = record.GetType().GetProperty(member.Name)!.GetValue(record);
        Assert.NotNull(value);
        switch (member.Location)
        {
            case MemberLocation.Uri:
                Assert.Equal(member.Name == "Bucket" ? "sample" : "a/b", value);
                break;
            case MemberLocation.Headers:
                Assert.Equal([new("colour", "blue")], (IEnumerable<KeyValuePair<string, string>>)value);
                break;
            default:
                Same(member.Shape, value);
                break;
        }
    }

    static void Same(ShapeModel shape, object value)
    {
        switch (shape.Kind)
        {
            case ShapeKind.Structure:
                foreach (var member in shape.Members)
                    Same(member, value);
                break;
            case ShapeKind.List:
                var items = ((IEnumerable)value).Cast<object>().ToList();
                Assert.Equal(Samples.Count(shape), items.Count);
                foreach (var item in items)
                    Same(shape.Element!, item);
                break;
            case ShapeKind.Timestamp:
                Assert.Equal(Samples.Moment, value);
                break;
            case ShapeKind.Boolean:
                Assert.Equal(true, value);
                break;
            case ShapeKind.String when shape.Name == "Policy":
                Assert.Equal("text", value);
                break;
            default:
                Assert.Equal(RestSamples.Scalar(shape), Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    // Elements in an order of their own, with attributes: what has to be alike, whatever the order of the model.
    static string Normal(XElement element)
    {
        var attributes = element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration);
        var start = string.Concat(attributes.Select(attribute => $" {attribute.Name}={attribute.Value}"));
        var content = element.HasElements ? string.Concat(element.Elements().Select(Normal)) : element.Value;
        return $"<{element.Name.LocalName}{start}>{content}</{element.Name.LocalName}>";
    }
}
