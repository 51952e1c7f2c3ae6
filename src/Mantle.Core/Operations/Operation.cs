using Mantle.Core.Authorization;
using Mantle.Wire;

namespace Mantle.Core.Operations;

/// <summary>
/// What runs an operation. Requests, answers and what an operation found travel as objects here; <see cref="OperationSteps{TRequest,
/// TResponse, TFound}"/> gives them their types. The steps and their rules are in docs/adding-an-operation.md.
/// </summary>
public sealed class Operation(OperationInfo info)
{
    static readonly string[] ReadingVerbs = ["Generate", "Get", "List", "Head", "Simulate"];

    /// <summary>The operation, and how its messages are read and written.</summary>
    public OperationInfo Info => info;

    /// <summary>Whether the answer carries credentials, so that its event is durable before it leaves.</summary>
    public bool IssuesCredentials { get; init; }

    /// <summary>Finds what the request names, before the call is authorized; null where there is nothing to find.</summary>
    public Func<object, Call, CancellationToken, ValueTask<object?>>? Prepare { get; internal set; }

    /// <summary>What the caller must be allowed.</summary>
    public Func<object, Call, object?, CancellationToken, ValueTask<Access>>? Requires { get; internal set; }

    /// <summary>Slow or outside work, once it is known that the caller is allowed; null where there is none.</summary>
    public Func<object, Call, object?, CancellationToken, ValueTask<object?>>? Work { get; internal set; }

    /// <summary>What a writing operation writes, where it is not just the caller's account; null where it is.</summary>
    public Func<object, Call, object?, WriteTarget>? Writes { get; internal set; }

    /// <summary>Executes an operation that builds up no change; null for one that does.</summary>
    public Func<object, Call, object?, CancellationToken, ValueTask<object?>>? Read { get; internal set; }

    /// <summary>Executes an operation by building up a change; null for one that does not.</summary>
    public Func<object, Change, object?, object?>? Write { get; internal set; }

    /// <summary>Whether the operation reads the caller's view and nothing else: it waits for nothing.</summary>
    internal bool IsPlainRead { get; set; }

    /// <summary>Whether there is a class for the operation.</summary>
    public bool IsImplemented => Read is not null || Write is not null;

    /// <summary>
    /// Whether a call is recorded as one that only reads. Handing out credentials is, as CloudTrail does it; of an operation that
    /// streams, issues credentials from a change or is not written yet, the name tells.
    /// </summary>
    public bool IsRead =>
        IsPlainRead
        || ((Write is null || IssuesCredentials) && ReadingVerbs.Any(verb => info.Name.StartsWith(verb, StringComparison.Ordinal)));
}
