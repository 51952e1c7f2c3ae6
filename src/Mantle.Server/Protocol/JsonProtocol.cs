using Mantle.Server.Operations;
using Mantle.Wire;

namespace Mantle.Server.Protocol;

/// <summary>The JSON protocol of Organizations: the header <c>X-Amz-Target</c> names the operation, JSON goes in and out.</summary>
sealed class JsonProtocol(ServiceInfo service) : ServiceProtocol
{
    /// <summary>Longest body taken, in bytes; the longest document of the model is well below.</summary>
    const int LongestBody = 1 << 20;

    public override ValueTask ReceiveAsync(Exchange exchange) => exchange.ReadBodyAsync(LongestBody);

    public override ValueTask<Bound> BindAsync(Exchange exchange)
    {
        var target = exchange.Header("X-Amz-Target") ?? "";
        var prefix = service.TargetPrefix + ".";
        if (exchange.Http.Request.Method != "POST" || !target.StartsWith(prefix, StringComparison.Ordinal)
            || OperationTable.Find(service.SigningName, target[prefix.Length..]) is not { } operation)
            throw CommonErrors.UnknownOperationException();
        exchange.Operation = operation.Info;
        return new(new Bound(operation, ((JsonOperation)operation.Info).Bind(exchange.Body.Span)));
    }

    public override ValueTask RespondAsync(Exchange exchange, OperationEntry operation, object? response)
    {
        var output = AnswerBuffer.Empty();
        ((JsonOperation)operation.Info).WriteResponse(output, response);
        return AnswerBuffer.SendAsync(exchange, 200, service.ContentType, output);
    }

    public override ValueTask FailAsync(Exchange exchange, Refusal refusal)
    {
        var error = ErrorWords.Json.Say(refusal.Error);
        var output = AnswerBuffer.Empty();
        JsonError.Write(output, service, error);
        return AnswerBuffer.SendAsync(exchange, error.HttpStatus, service.ContentType, output);
    }
}
