using Mantle.Core.Authorization;
using Mantle.Wire;

namespace Mantle.Core.Operations;

/// <summary>
/// An operation's methods in untyped form: request, response and prepared data are objects here.
/// <see cref="OperationSteps{TRequest, TResponse, TFound}"/> adds the types. docs/adding-an-operation.md describes the methods.
/// </summary>
public sealed class Operation(OperationInfo info)
{
    static readonly string[] ReadingVerbs = ["Generate", "Get", "List", "Head", "Simulate"];

    /// <summary>The operation's model, which also reads and writes its messages.</summary>
    public OperationInfo Info => info;

    /// <summary>Whether the answer contains credentials. Its event is then flushed before the answer leaves.</summary>
    public bool IssuesCredentials { get; init; }

    /// <summary>Loads what the request names before the call is authorized; null if the operation needs nothing.</summary>
    public Func<object, Call, CancellationToken, ValueTask<object?>>? Prepare { get; internal set; }

    /// <summary>The permissions that the call needs.</summary>
    public Func<object, Call, object?, CancellationToken, ValueTask<Access>>? Requires { get; internal set; }

    /// <summary>Slow or external work, done after the caller was authorized; null if there is none.</summary>
    public Func<object, Call, object?, CancellationToken, ValueTask<object?>>? Work { get; internal set; }

    /// <summary>The account and organization that the operation writes; null if it writes the caller's account only.</summary>
    public Func<object, Call, object?, WriteTarget>? Writes { get; internal set; }

    /// <summary>Executes an operation that makes no <see cref="Change"/>; null for one that does.</summary>
    public Func<object, Call, object?, CancellationToken, ValueTask<object?>>? Read { get; internal set; }

    /// <summary>Executes an operation that makes a <see cref="Change"/>; null for one that does not.</summary>
    public Func<object, Change, object?, object?>? Write { get; internal set; }

    /// <summary>Whether the operation only reads the call's view, and so never waits.</summary>
    internal bool IsPlainRead { get; set; }

    /// <summary>Whether the operation has a class.</summary>
    public bool IsImplemented => Read is not null || Write is not null;

    /// <summary>
    /// The event's <c>readOnly</c>. As in CloudTrail, issuing credentials is read-only. The name's verb decides for an operation that
    /// streams, issues credentials with a change, or is not implemented.
    /// </summary>
    public bool IsRead =>
        IsPlainRead
        || ((Write is null || IssuesCredentials) && ReadingVerbs.Any(verb => info.Name.StartsWith(verb, StringComparison.Ordinal)));
}
