using Mantle.Core.Operations;
using Mantle.Wire;

namespace Mantle.Http;

/// <summary>The JSON protocols 1.0 and 1.1: the header <c>X-Amz-Target</c> names the operation; request and answer are JSON.</summary>
public sealed class JsonProtocol(HttpModule module) : ServiceProtocol(module)
{
    /// <summary>Maximum length of a body, in bytes. The longest document of the models is much shorter.</summary>
    const int LongestBody = 1 << 20;

    public override ValueTask ReceiveAsync(Exchange exchange) => exchange.ReadBodyAsync(LongestBody);

    public override ValueTask<BoundRequest> BindAsync(Exchange exchange)
    {
        if (
            exchange.Http.Request.Method != "POST"
            || Module.Service.OperationOfTarget(exchange.Header("X-Amz-Target")) is not { } name
            || Module.Find(name) is not { } operation
        )
            throw CommonErrors.UnknownOperationException();
        exchange.Operation = operation.Info;
        return new(new BoundRequest(operation, ((JsonOperation)operation.Info).Bind(exchange.Body.Span)));
    }

    public override ValueTask RespondAsync(Exchange exchange, OperationInfo operation, object? response)
    {
        var output = AnswerBuffer.Empty();
        ((JsonOperation)operation).WriteResponse(output, response);
        return AnswerBuffer.SendAsync(exchange, 200, Module.Service.ContentType, output);
    }

    public override ValueTask FailAsync(Exchange exchange, ApiError error)
    {
        error = Module.Words.Say(error);
        AnswerBuffer.WriteHeaders(exchange, error);
        var output = AnswerBuffer.Empty();
        JsonError.Write(output, Module.Service, error);
        return AnswerBuffer.SendAsync(exchange, error.HttpStatus, Module.Service.ContentType, output);
    }
}
