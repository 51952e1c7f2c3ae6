using System.Buffers;
using Mantle.Wire.EchoRest;

namespace Mantle.Wire.Tests;

public class RestJsonTests
{
    static readonly DateTimeOffset moment = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Members_come_from_path_query_headers_and_body()
    {
        var request = Assert.IsType<CreateThingRequest>(
            Bind(
                new JsonRestRequest(
                    "PUT",
                    "/things/a%2Fb/7",
                    "dryRun=true&since=2026-01-02T03%3A04%3A05Z&tag=x&tag=y",
                    ("X-Echo-Token", "secret"),
                    ("x-echo-modified", "Fri, 02 Jan 2026 03:04:05 GMT"),
                    ("x-echo-meta-Color", "blue")
                )
                {
                    Body = """{"title":"T","labels":{"k":"v"},"created":1767323045,"data":"AQID"}"""u8.ToArray(),
                }
            )
        );
        Assert.Equal(
            ("a/b", 7, true, moment, "secret", moment),
            (request.Name, request.Number, request.DryRun, request.Since, request.Token, request.Modified)
        );
        Assert.Equal(["x", "y"], request.Tags!);
        Assert.Equal("blue", request.Meta!["color"]);
        Assert.Equal(("T", "v", moment), (request.Title, request.Labels!["k"], request.Created));
        Assert.Equal([1, 2, 3], request.Data!.Value.ToArray());
    }

    [Fact]
    public void An_answer_has_status_headers_and_body()
    {
        var response = new CreateThingResponse
        {
            Code = 202,
            Version = "2",
            Meta = new Dictionary<string, string> { ["a"] = "b" },
            Title = "T",
            Created = moment,
        };
        var headers = new List<string>();
        Operations.CreateThing.WriteHeaders(response, (name, value) => headers.Add($"{name}: {value}"));
        Assert.Equal(["x-echo-version: 2", "x-echo-meta-a: b"], headers);
        Assert.Equal(202, Operations.CreateThing.StatusOf(response));
        Assert.Equal(201, Operations.CreateThing.StatusOf(new CreateThingResponse()));
        Assert.Equal("application/json", Operations.CreateThing.ContentType);
        Assert.Equal("""{"title":"T","created":1767323045}""", Body(Operations.CreateThing, response));
        Assert.Equal("{}", Body(Operations.Ping, new PingResponse()));
    }

    [Fact]
    public void A_payload_is_the_body()
    {
        var request = Assert.IsType<PutBlobRequest>(Bind(new JsonRestRequest("POST", "/blobs/a/b%20c") { Body = new byte[] { 1, 2 } }));
        Assert.Equal("a/b c", request.Path);
        Assert.Equal([1, 2], request.Body!.Value.ToArray());
        Assert.Equal("hi", Body(Operations.PutBlob, new PutBlobResponse { Body = "hi"u8.ToArray() }));
        Assert.Equal("application/octet-stream", Operations.PutBlob.ContentType);
    }

    [Fact]
    public void A_map_in_the_query_string_is_every_other_parameter()
    {
        var request = Assert.IsType<ListThingsRequest>(Bind(new JsonRestRequest("GET", "/things", "maxResults=3&a=1&b=2")));
        Assert.Equal(3, request.MaxResults);
        Assert.Equal(["a=1", "b=2"], request.Others!.Select(pair => $"{pair.Key}={pair.Value}").Order());
    }

    [Theory]
    [InlineData("GET", "/things/", "", "ListThings")]
    [InlineData("GET", "/things", "", "ListThings")]
    [InlineData("GET", "/things", "export=all", "ExportThings")]
    [InlineData("GET", "/things/x", "", "GetThing")]
    [InlineData("POST", "/blobs/x/y/z", "", "PutBlob")]
    [InlineData("POST", "/blobs", "", null)]
    [InlineData("DELETE", "/things/x", "", null)]
    public void Method_path_and_query_name_the_operation(string method, string path, string query, string? operation) =>
        Assert.Equal(operation, Operations.Service.Route(new JsonRestRequest(method, path, query))?.Name);

    [Theory]
    [InlineData("maxResults=x", "SerializationException")]
    [InlineData("maxResults=1&maxResults=2", "SerializationException")]
    [InlineData("maxResults=11", "ValidationError")]
    public void What_cannot_be_read_and_what_breaks_the_model_are_told_apart(string query, string code) =>
        Assert.Equal(code, Assert.Throws<ApiException>(() => Bind(new JsonRestRequest("GET", "/things", query))).Code);

    [Fact]
    public void A_required_member_of_the_body_is_told_when_absent() =>
        Assert.Equal(
            "1 validation error detected: Value at 'title' failed to satisfy constraint: Member must not be null",
            Assert.Throws<ApiException>(() => Bind(new JsonRestRequest("PUT", "/things/a/1"))).Message
        );

    [Fact]
    public void An_error_has_its_code_where_the_model_says()
    {
        var output = new ArrayBufferWriter<byte>();
        JsonError.Write(output, Operations.Service, Errors.ConflictException("m").Error.With("resourceId", "r"));
        Assert.Equal("""{"__type":"ConflictException","message":"m","resourceId":"r"}""", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    static object Bind(JsonRestRequest request) => Operations.Service.Route(request)!.Bind(request);

    static string Body(RestOperation operation, object response)
    {
        var output = new ArrayBufferWriter<byte>();
        Assert.True(operation.WriteBody(output, response));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
