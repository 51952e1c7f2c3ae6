using Mantle.Core.Operations;
using Mantle.Wire;

namespace Mantle.Http;

/// <summary>Reads a service's requests, and writes its answers and errors.</summary>
public abstract class ServiceProtocol(HttpModule module)
{
    /// <summary>The service.</summary>
    protected HttpModule Module => module;

    /// <summary>Reads what the signature covers, before it is verified.</summary>
    public abstract ValueTask ReceiveAsync(Exchange exchange);

    /// <summary>The operation that a request calls, with its input.</summary>
    /// <exception cref="ApiException">The operation does not exist, or the input breaks a constraint.</exception>
    public abstract ValueTask<BoundRequest> BindAsync(Exchange exchange);

    /// <summary>The operation and input of an unsigned request; null unless AWS accepts that operation unsigned.</summary>
    /// <exception cref="ApiException">The input breaks a constraint.</exception>
    public virtual BoundRequest? BindUnsigned(Exchange exchange) => null;

    /// <summary>Sends the answer of an operation.</summary>
    public abstract ValueTask RespondAsync(Exchange exchange, OperationInfo operation, object? response);

    /// <summary>Sends an error with the service's codes and messages.</summary>
    public abstract ValueTask FailAsync(Exchange exchange, ApiError error);
}
