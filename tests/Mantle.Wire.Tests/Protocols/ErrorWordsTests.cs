using System.Buffers;
using Mantle.Wire.Model;

namespace Mantle.Wire.Tests;

public class ErrorWordsTests
{
    [Theory]
    [InlineData(Protocol.Query, "AccessDenied", 403)]
    [InlineData(Protocol.Json, "AccessDeniedException", 400)]
    [InlineData(Protocol.RestJson, "AccessDeniedException", 403)]
    [InlineData(Protocol.RestXml, "AccessDenied", 403)]
    public void Each_protocol_says_a_denial_in_its_words(Protocol protocol, string code, int status)
    {
        var said = ErrorWords.Of(protocol).Say(CommonErrors.AccessDenied("m").Error);
        Assert.Equal((code, status, "m"), (said.Code, said.HttpStatus, said.Message));
    }

    [Fact]
    public void An_error_without_a_word_stays_as_it_is_and_keeps_its_details()
    {
        var error = new ApiError("Own", 409, Fault.Sender, "m").With("a", "b");
        Assert.Same(error, ErrorWords.Json.Say(error));
        var said = ErrorWords.Json.With(new ErrorWord("Own", "OwnException", 410, "n")).Say(error);
        Assert.Equal(("OwnException", 410, "n", "b"), (said.Code, said.HttpStatus, said.Message, said.Details[0].Value));
    }

    [Fact]
    public void Json_errors_have_the_namespace_that_the_service_has()
    {
        var error = EchoJson.Errors.NotThere("gone").Error;
        var output = new ArrayBufferWriter<byte>();
        JsonError.Write(output, EchoJson.Operations.Service, error);
        Assert.Equal("""{"__type":"com.example.echo#NotThere","message":"gone"}""", Encoding.UTF8.GetString(output.WrittenSpan));
        Assert.Equal([new("x-amzn-query-error", "Echo.NotThere;Sender")], error.Headers);
        Assert.Equal("application/x-amz-json-1.0", EchoJson.Operations.Service.ContentType);
    }
}
