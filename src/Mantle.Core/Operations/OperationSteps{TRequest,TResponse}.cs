using Mantle.Core.Authorization;

namespace Mantle.Core.Operations;

/// <summary>Connects the methods of an operation's class to its <see cref="Operation"/>, before a step has returned data.</summary>
public sealed class OperationSteps<TRequest, TResponse>(Operation operation)
    where TRequest : class
    where TResponse : class
{
    /// <summary>The operation's <c>PrepareAsync</c>.</summary>
    public OperationSteps<TRequest, TResponse, TFound> Prepare<TFound>(Func<TRequest, Call, CancellationToken, ValueTask<TFound>> method)
    {
        operation.Prepare = async (r, c, cancellation) => await method((TRequest)r, c, cancellation);
        return new(operation);
    }

    /// <summary>The operation's <c>Requires</c>.</summary>
    public OperationSteps<TRequest, TResponse> Requires(Func<TRequest, Call, Access> method)
    {
        operation.Requires = (r, c, _, _) => new(method((TRequest)r, c));
        return this;
    }

    /// <summary>The operation's <c>RequiresAsync</c>.</summary>
    public OperationSteps<TRequest, TResponse> RequiresAsync(Func<TRequest, Call, CancellationToken, ValueTask<Access>> method)
    {
        operation.Requires = (r, c, _, cancellation) => method((TRequest)r, c, cancellation);
        return this;
    }

    /// <summary>The operation's <c>WorkAsync</c>.</summary>
    public OperationSteps<TRequest, TResponse, TWork> Work<TWork>(Func<TRequest, Call, CancellationToken, ValueTask<TWork>> method)
    {
        operation.Work = async (r, c, _, cancellation) => await method((TRequest)r, c, cancellation);
        return new(operation);
    }

    /// <summary>The operation's <c>Writes</c>.</summary>
    public OperationSteps<TRequest, TResponse> Writes(Func<TRequest, Call, WriteTarget> method)
    {
        operation.Writes = (r, c, _) => method((TRequest)r, c);
        return this;
    }

    /// <summary>The operation's <c>Execute</c>, which reads.</summary>
    public Operation Read(Func<TRequest, Call, TResponse> method)
    {
        operation.IsPlainRead = true;
        operation.Read = (r, c, _, _) => new(method((TRequest)r, c));
        return operation;
    }

    /// <summary>The operation's <c>Execute</c>, which makes a change.</summary>
    public Operation Write(Func<TRequest, Change, TResponse> method)
    {
        operation.Write = (r, change, _) => method((TRequest)r, change);
        return operation;
    }

    /// <summary>The operation's <c>Execute</c>, which makes a change and has no response.</summary>
    public Operation Write(Action<TRequest, Change> method)
    {
        operation.Write = (r, change, _) =>
        {
            method((TRequest)r, change);
            return null;
        };
        return operation;
    }

    /// <summary>The operation's <c>ExecuteAsync</c>.</summary>
    public Operation Run(Func<TRequest, Call, CancellationToken, Task<TResponse>> method)
    {
        operation.Read = async (r, c, _, cancellation) => await method((TRequest)r, c, cancellation);
        return operation;
    }

    /// <summary>The operation's <c>ExecuteAsync</c>, which has no response.</summary>
    public Operation Run(Func<TRequest, Call, CancellationToken, Task> method)
    {
        operation.Read = async (r, c, _, cancellation) =>
        {
            await method((TRequest)r, c, cancellation);
            return null;
        };
        return operation;
    }
}
