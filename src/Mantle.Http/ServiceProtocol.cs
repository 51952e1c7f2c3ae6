using Mantle.Core.Operations;
using Mantle.Wire;

namespace Mantle.Http;

/// <summary>How the requests, answers and errors of a service travel.</summary>
public abstract class ServiceProtocol(HttpModule module)
{
    /// <summary>The service.</summary>
    protected HttpModule Module => module;

    /// <summary>Reads what must be there before the signature can be verified.</summary>
    public abstract ValueTask ReceiveAsync(Exchange exchange);

    /// <summary>The operation that a request calls, and its input.</summary>
    /// <exception cref="ApiException">There is no such operation, or the input breaks a constraint.</exception>
    public abstract ValueTask<BoundRequest> BindAsync(Exchange exchange);

    /// <summary>The operation that an unsigned request calls, and its input; null unless AWS takes that operation unsigned.</summary>
    /// <exception cref="ApiException">The input breaks a constraint.</exception>
    public virtual BoundRequest? BindUnsigned(Exchange exchange) => null;

    /// <summary>Sends the answer of an operation.</summary>
    public abstract ValueTask RespondAsync(Exchange exchange, OperationInfo operation, object? response);

    /// <summary>Sends an error, in the service's words.</summary>
    public abstract ValueTask FailAsync(Exchange exchange, ApiError error);
}
