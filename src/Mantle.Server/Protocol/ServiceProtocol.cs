using Mantle.Server.Operations;

namespace Mantle.Server.Protocol;

/// <summary>How the requests, answers and errors of a service travel.</summary>
abstract class ServiceProtocol
{
    /// <summary>Reads what must be there before the signature can be verified.</summary>
    public abstract ValueTask ReceiveAsync(Exchange exchange);

    /// <summary>The operation that a request calls, and its input.</summary>
    /// <exception cref="Wire.ApiException">There is no such operation, or the input breaks a constraint.</exception>
    public abstract ValueTask<Bound> BindAsync(Exchange exchange);

    /// <summary>The operation that an unsigned request calls, and its input; null unless AWS takes that operation unsigned.</summary>
    /// <exception cref="Wire.ApiException">The input breaks a constraint.</exception>
    public virtual Bound? BindUnsigned(Exchange exchange) => null;

    public abstract ValueTask RespondAsync(Exchange exchange, OperationEntry operation, object? response);

    public abstract ValueTask FailAsync(Exchange exchange, Refusal refusal);
}

/// <summary>An operation with its input.</summary>
readonly record struct Bound(OperationEntry Operation, object Request);
