using Mantle.Core.Operations;
using Mantle.Wire;
using Microsoft.AspNetCore.Http;

namespace Mantle.Http;

/// <summary>The REST-JSON protocol: method, path, query string, headers and JSON in; headers and JSON out.</summary>
public sealed class RestJsonProtocol(HttpModule module) : ServiceProtocol(module)
{
    /// <summary>Maximum length of a body, in bytes.</summary>
    const int LongestBody = 1 << 20;

    /// <inheritdoc/>
    public override ValueTask ReceiveAsync(Exchange exchange) => exchange.ReadBodyAsync(LongestBody);

    /// <inheritdoc/>
    public override ValueTask<BoundRequest> BindAsync(Exchange exchange)
    {
        var request = new HttpRestRequest(exchange, dialect: RestDialect.Json) { Body = exchange.Body };
        if (((RestService)Module.Service).Route(request) is not { } operation || Module.Find(operation.Name) is not { } found)
            throw new ApiException("UnknownOperationException", 404, Fault.Sender, "");
        exchange.Operation = operation;
        return new(new BoundRequest(found, operation.Bind(request)));
    }

    /// <inheritdoc/>
    public override ValueTask RespondAsync(Exchange exchange, OperationInfo operation, object? response)
    {
        var rest = (RestOperation)operation;
        rest.WriteHeaders(response, (name, value) => exchange.Http.Response.Headers.Append(name, value));
        var output = AnswerBuffer.Empty();
        rest.WriteBody(output, response);
        return AnswerBuffer.SendAsync(exchange, rest.StatusOf(response), rest.ContentType, output);
    }

    /// <inheritdoc/>
    public override ValueTask FailAsync(Exchange exchange, ApiError error)
    {
        error = Module.Words.Say(error);
        AnswerBuffer.WriteHeaders(exchange, error);
        exchange.Http.Response.Headers[JsonError.TypeHeader] = error.Code;
        var output = AnswerBuffer.Empty();
        JsonError.Write(output, Module.Service, error);
        return AnswerBuffer.SendAsync(exchange, error.HttpStatus, Module.Service.ContentType, output);
    }
}
