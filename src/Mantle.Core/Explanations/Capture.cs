using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Core.Organizations;
using Mantle.Wire;

namespace Mantle.Core.Explanations;

/// <summary>
/// A denied call as it is noted while it ends: references to immutable state, and the values of its condition keys, which only the call
/// itself can tell. <see cref="CallRecording"/> makes the record of it later, so that no caller waits for that.
/// </summary>
sealed record Capture
{
    /// <summary>Maximum number of accesses that are recorded of a call: a request that lists a thousand keys can have as many.</summary>
    const int MostAccesses = 100;

    public required Caller Caller { get; init; }

    public required Organization? Organization { get; init; }

    public required string RequestId { get; init; }

    public required DateTimeOffset Time { get; init; }

    public required string Service { get; init; }

    public required string Operation { get; init; }

    public required string Region { get; init; }

    public required string Message { get; init; }

    public required bool IsRefused { get; init; }

    public required bool IsRule { get; init; }

    public required IReadOnlyList<string> Ids { get; init; }

    public required IReadOnlyList<CapturedAccess> Accesses { get; init; }

    /// <summary>Notes a call that was refused by a rule, whatever policies say.</summary>
    public static Capture OfRule(Call call, OperationInfo? operation, string message, string id) =>
        Of(call, operation, message, isRefused: true, [id], []) with
        {
            IsRule = true,
        };

    /// <summary>Notes a call that was denied, or would have been.</summary>
    public static Capture OfDenials(Call call, OperationInfo? operation)
    {
        var gate = call.Gate;
        var denials = gate.Denials.Take(MostAccesses).ToList();
        var first = gate.Refused ?? denials[0];
        var whole = gate.Access is { } access ? Parts(access).ToList() : [];
        // The whole need of the call, if it was denied as a whole; otherwise the parts that were denied.
        var parts = denials.Any(denial => whole.Any(part => IsSame(part, denial.Access))) ? whole : [];
        var others = denials.Select(denial => denial.Access).Where(denied => !parts.Any(part => IsSame(part, denied)));
        var accesses = parts
            .Concat(others)
            .Take(MostAccesses)
            .Select(part => CapturedAccess.Of(call, part, denials.Find(denial => IsSame(denial.Access, part))?.AuthorizationId))
            .ToList();
        return Of(
            call,
            operation,
            first.Message(call),
            gate.Refused is not null || gate.Enforcement == Enforcement.On,
            [first.AuthorizationId, .. denials.Select(denial => denial.AuthorizationId).Where(id => id != first.AuthorizationId)],
            accesses
        );
    }

    static bool IsSame(Access one, Access other) =>
        one.Action == other.Action
        && one.IsByCaller == other.IsByCaller
        && one.CallerIsAllowed == other.CallerIsAllowed
        && one.Resource.ToString() == other.Resource.ToString();

    static Capture Of(
        Call call,
        OperationInfo? operation,
        string message,
        bool isRefused,
        IReadOnlyList<string> ids,
        IReadOnlyList<CapturedAccess> accesses
    ) =>
        new()
        {
            Caller = call.Caller,
            Organization = call.Organization,
            RequestId = call.RequestId,
            Time = call.Time,
            Service = call.Service,
            Operation = operation?.Name ?? "",
            Region = call.Region,
            Message = message,
            IsRefused = isRefused,
            IsRule = false,
            Ids = ids,
            Accesses = accesses,
        };

    /// <summary>An access with all that it needs besides, in the order in which they are decided.</summary>
    static IEnumerable<Access> Parts(Access access)
    {
        if (access.NeedsNothing)
            yield break;
        yield return access;
        if (access.ToUnderlying() is { } underlying)
            foreach (var part in Parts(underlying))
                yield return part;
        foreach (var further in access.And)
        foreach (var part in Parts(further))
            yield return part;
    }
}
