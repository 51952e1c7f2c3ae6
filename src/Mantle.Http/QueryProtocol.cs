using Mantle.Core.Operations;
using Mantle.Wire;

namespace Mantle.Http;

/// <summary>The query protocol of IAM and STS: form parameters in; XML out, or JSON if the client asks for it.</summary>
public sealed class QueryProtocol(HttpModule module) : ServiceProtocol(module)
{
    public override ValueTask ReceiveAsync(Exchange exchange) => exchange.ReadBodyAsync(QueryParameters.MaxLength);

    public override ValueTask<BoundRequest> BindAsync(Exchange exchange) => new(Bind(exchange, Parameters(exchange)));

    BoundRequest Bind(Exchange exchange, QueryParameters parameters)
    {
        if (parameters.Find("Action"u8) is not { Length: > 0 } action)
            throw new ApiException("MissingAction", 400, Fault.Sender, "The request is missing an action or a required parameter.");
        var version = parameters.Find("Version"u8);
        if (Module.Find(action) is not { } operation)
            throw CommonErrors.InvalidAction(action, version);
        if (version != Module.Service.Version)
            throw new ApiException(
                "NoSuchVersion",
                400,
                Fault.Sender,
                version is null
                    ? "The request must contain the parameter Version."
                    : $"The requested version ({version}) of service {Module.Service.Title} does not exist"
            );
        exchange.Operation = operation.Info;
        return new BoundRequest(operation, ((QueryOperation)operation.Info).Bind(parameters));
    }

    public override BoundRequest? BindUnsigned(Exchange exchange)
    {
        QueryParameters parameters;
        try
        {
            parameters = Parameters(exchange);
        }
        catch (ApiException)
        {
            // An unreadable request names no operation that AWS accepts unsigned.
            return null;
        }
        return parameters.Find("Action"u8) is { } action && Module.Find(action) is { Info.Anonymous: true }
            ? Bind(exchange, parameters)
            : null;
    }

    static QueryParameters Parameters(Exchange exchange)
    {
        var request = exchange.Http.Request;
        if (request.Method == "GET")
            return QueryParameters.Parse(exchange.Query);
        if (request.Method != "POST")
            throw new ApiException("MethodNotAllowed", 405, Fault.Sender, $"The method {request.Method} is not allowed; use POST.");
        // A client that presigns a POST moves the parameters into the URL, and sends no body.
        if (exchange.Body.IsEmpty && exchange.Query.Length > 1)
            return QueryParameters.Parse(exchange.Query);
        if (request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true)
            throw new ApiException(
                "UnsupportedMediaType",
                415,
                Fault.Sender,
                "The content type must be application/x-www-form-urlencoded."
            );
        return QueryParameters.Parse(exchange.Query, exchange.Body.Span);
    }

    public override ValueTask RespondAsync(Exchange exchange, OperationInfo operation, object? response)
    {
        var output = AnswerBuffer.Empty();
        if (AcceptedForm.IsJson(exchange.Http.Request))
        {
            ((QueryOperation)operation).WriteJson(output, response, exchange.RequestId);
            return AnswerBuffer.SendAsync(exchange, 200, QueryError.JsonContentType, output);
        }
        ((QueryOperation)operation).WriteResponse(output, response, exchange.RequestId);
        return AnswerBuffer.SendAsync(exchange, 200, QueryError.ContentType, output);
    }

    public override ValueTask FailAsync(Exchange exchange, ApiError error)
    {
        error = Module.Words.Say(error);
        AnswerBuffer.WriteHeaders(exchange, error);
        var output = AnswerBuffer.Empty();
        if (AcceptedForm.IsJson(exchange.Http.Request))
        {
            QueryError.WriteJson(output, error, exchange.RequestId);
            return AnswerBuffer.SendAsync(exchange, error.HttpStatus, QueryError.JsonContentType, output);
        }
        QueryError.Write(output, Module.Service.XmlNamespace, error, exchange.RequestId);
        return AnswerBuffer.SendAsync(exchange, error.HttpStatus, QueryError.ContentType, output);
    }
}
