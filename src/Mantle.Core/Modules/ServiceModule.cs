using System.Collections.Concurrent;
using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Core.Operations;
using Mantle.Wire;

namespace Mantle.Core.Modules;

/// <summary>A service, and all that is particular to it (docs/adding-a-service.md).</summary>
public abstract class ServiceModule(Parts parts) : IAsyncDisposable
{
    readonly ConcurrentDictionary<string, Operation> operations = new(StringComparer.Ordinal);

    /// <summary>What the host and the modules before this one offer.</summary>
    protected Parts Parts => parts;

    /// <summary>The service's model.</summary>
    public abstract ServiceInfo Service { get; }

    /// <summary>How the service says errors that every service has.</summary>
    public virtual ErrorWords Words => ErrorWords.Of(Service.Protocol);

    /// <summary>What sets the service's calls apart where they are decided and recorded.</summary>
    public virtual ServiceTraits Traits => ServiceTraits.Usual;

    /// <summary>How the service refuses credentials.</summary>
    public virtual CredentialErrors CredentialErrors => CredentialErrors.Usual;

    /// <summary>Authenticates the operations that are taken unsigned; null where there are none.</summary>
    public virtual ICallProof? Proof => null;

    /// <summary>What the service does on its own.</summary>
    public virtual IEnumerable<Chore> Chores => [];

    /// <summary>
    /// The operation of that name (case-sensitive); null if the model has none. One that is not written yet executes nothing.
    /// </summary>
    public Operation? Find(string name)
    {
        // Anybody can ask for names that do not exist: they must not leave anything in memory.
        if (operations.TryGetValue(name, out var known))
            return known;
        return Service.Find(name) is { } info ? operations.GetOrAdd(name, Create(name) ?? new Operation(info)) : null;
    }

    /// <summary>Makes the operation of that name; null where there is no class for it. Generated.</summary>
    protected abstract Operation? Create(string name);

    /// <summary>Begins to join an operation's class to it. Called by what is generated.</summary>
    protected static OperationSteps<TRequest, TResponse> Steps<TRequest, TResponse>(
        IOperation<TRequest, TResponse> operation,
        bool issuesCredentials
    )
        where TRequest : class
        where TResponse : class => new(new Operation(operation.Info) { IssuesCredentials = issuesCredentials });

    /// <summary>Makes an operation of the instance of its class. Called by what is generated.</summary>
    protected static Operation Join<T>(T operation, Func<T, Operation> make) => make(operation);

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
