using System.Collections.Concurrent;
using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Core.Operations;
using Mantle.Wire;

namespace Mantle.Core.Modules;

/// <summary>A service: its model, its operations and its own rules (docs/adding-a-service.md).</summary>
public abstract class ServiceModule(Parts parts) : IAsyncDisposable
{
    readonly ConcurrentDictionary<string, Operation> operations = new(StringComparer.Ordinal);

    /// <summary>Objects that the host and earlier modules provide.</summary>
    protected Parts Parts => parts;

    /// <summary>The service's model.</summary>
    public abstract ServiceInfo Service { get; }

    /// <summary>The service's codes and messages for errors that every service has.</summary>
    public virtual ErrorWords Words => ErrorWords.Of(Service.Protocol);

    /// <summary>The service's own rules for deciding and recording calls.</summary>
    public virtual ServiceTraits Traits => ServiceTraits.Usual;

    /// <summary>The service's errors for refused credentials.</summary>
    public virtual CredentialErrors CredentialErrors => CredentialErrors.Usual;

    /// <summary>Authenticates operations that AWS accepts unsigned; null if the service has none.</summary>
    public virtual ICallProof? Proof => null;

    /// <summary>The service's background work.</summary>
    public virtual IEnumerable<Chore> Chores => [];

    /// <summary>
    /// The operation with a name (case-sensitive); null if the model has none. An operation of the model without a class executes nothing.
    /// </summary>
    public Operation? Find(string name)
    {
        // Clients can send any name, so unknown names are not cached.
        if (operations.TryGetValue(name, out var known))
            return known;
        return Service.Find(name) is { } info ? operations.GetOrAdd(name, Create(name) ?? new Operation(info)) : null;
    }

    /// <summary>Creates the operation with a name; null if it has no class. Generated.</summary>
    protected abstract Operation? Create(string name);

    /// <summary>Starts to connect an operation's class to its <see cref="Operation"/>. Called by generated code.</summary>
    protected static OperationSteps<TRequest, TResponse> Steps<TRequest, TResponse>(
        IOperation<TRequest, TResponse> operation,
        bool issuesCredentials
    )
        where TRequest : class
        where TResponse : class => new(new Operation(operation.Info) { IssuesCredentials = issuesCredentials });

    /// <summary>Creates an operation from an instance of its class. Called by generated code.</summary>
    protected static Operation Join<T>(T operation, Func<T, Operation> make) => make(operation);

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
