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
        return AnswerBuffer.SendAsync(exchange, 200, JsonOperation.ContentType, output);
    }

    public override ValueTask FailAsync(Exchange exchange, Refusal refusal)
    {
        var (code, status) = InJsonsWords(refusal);
        var output = AnswerBuffer.Empty();
        JsonError.Write(output, new ApiException(code, status, refusal.Fault, refusal.Message) { Details = refusal.Members });
        return AnswerBuffer.SendAsync(exchange, status, JsonOperation.ContentType, output);
    }

    /// <summary>
    /// Errors that every service has are called otherwise in the JSON protocols
    /// (<see href="https://docs.aws.amazon.com/organizations/latest/APIReference/CommonErrors.html"/>).
    /// </summary>
    static (string Code, int Status) InJsonsWords(Refusal refusal) => refusal.Code switch
    {
        "AccessDenied" => ("AccessDeniedException", 400),
        "InvalidClientTokenId" => ("UnrecognizedClientException", 400),
        "SignatureDoesNotMatch" => ("InvalidSignatureException", 400),
        "ExpiredToken" => ("ExpiredTokenException", 400),
        "IncompleteSignature" => ("IncompleteSignatureException", 400),
        "MissingAuthenticationToken" => ("MissingAuthenticationTokenException", 400),
        _ => (refusal.Code, refusal.HttpStatus),
    };
}
