using Mantle.Core.Authorization;

namespace Mantle.Core.Operations;

/// <summary>
/// Connects the methods of an operation's class to its <see cref="Operation"/>, after a step that returned data for later steps.
/// </summary>
public sealed class OperationSteps<TRequest, TResponse, TFound>(Operation operation)
    where TRequest : class
    where TResponse : class
{
    /// <summary>The operation's <c>Requires</c>, with the prepared data.</summary>
    public OperationSteps<TRequest, TResponse, TFound> Requires(Func<TRequest, Call, TFound, Access> method)
    {
        operation.Requires = (r, c, found, _) => new(method((TRequest)r, c, (TFound)found!));
        return this;
    }

    /// <summary>The operation's <c>Requires</c>, without the prepared data.</summary>
    public OperationSteps<TRequest, TResponse, TFound> Requires(Func<TRequest, Call, Access> method)
    {
        operation.Requires = (r, c, _, _) => new(method((TRequest)r, c));
        return this;
    }

    /// <summary>The operation's <c>RequiresAsync</c>.</summary>
    public OperationSteps<TRequest, TResponse, TFound> RequiresAsync(Func<TRequest, Call, CancellationToken, ValueTask<Access>> method)
    {
        operation.Requires = (r, c, _, cancellation) => method((TRequest)r, c, cancellation);
        return this;
    }

    /// <summary>The operation's <c>WorkAsync</c>, whose result replaces the prepared data.</summary>
    public OperationSteps<TRequest, TResponse, TWork> Work<TWork>(Func<TRequest, Call, TFound, CancellationToken, ValueTask<TWork>> method)
    {
        operation.Work = async (r, c, found, cancellation) => await method((TRequest)r, c, (TFound)found!, cancellation);
        return new(operation);
    }

    /// <summary>The operation's <c>Writes</c>, with the prepared data.</summary>
    public OperationSteps<TRequest, TResponse, TFound> Writes(Func<TRequest, Call, TFound, WriteTarget> method)
    {
        operation.Writes = (r, c, found) => method((TRequest)r, c, (TFound)found!);
        return this;
    }

    /// <summary>The operation's <c>Writes</c>, without the prepared data.</summary>
    public OperationSteps<TRequest, TResponse, TFound> Writes(Func<TRequest, Call, WriteTarget> method)
    {
        operation.Writes = (r, c, _) => method((TRequest)r, c);
        return this;
    }

    /// <summary>The operation's <c>Execute</c>, which reads.</summary>
    public Operation Read(Func<TRequest, Call, TFound, TResponse> method)
    {
        operation.IsPlainRead = true;
        operation.Read = (r, c, found, _) => new(method((TRequest)r, c, (TFound)found!));
        return operation;
    }

    /// <summary>The operation's <c>Execute</c>, which makes a change.</summary>
    public Operation Write(Func<TRequest, Change, TFound, TResponse> method)
    {
        operation.Write = (r, change, found) => method((TRequest)r, change, (TFound)found!);
        return operation;
    }

    /// <summary>The operation's <c>Execute</c>, which makes a change and has no response.</summary>
    public Operation Write(Action<TRequest, Change, TFound> method)
    {
        operation.Write = (r, change, found) =>
        {
            method((TRequest)r, change, (TFound)found!);
            return null;
        };
        return operation;
    }

    /// <summary>The operation's <c>ExecuteAsync</c>.</summary>
    public Operation Run(Func<TRequest, Call, TFound, CancellationToken, Task<TResponse>> method)
    {
        operation.Read = async (r, c, found, cancellation) => await method((TRequest)r, c, (TFound)found!, cancellation);
        return operation;
    }

    /// <summary>The operation's <c>ExecuteAsync</c>, which has no response.</summary>
    public Operation Run(Func<TRequest, Call, TFound, CancellationToken, Task> method)
    {
        operation.Read = async (r, c, found, cancellation) =>
        {
            await method((TRequest)r, c, (TFound)found!, cancellation);
            return null;
        };
        return operation;
    }
}
