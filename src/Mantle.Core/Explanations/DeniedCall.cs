using Mantle.Core.Authorization;

namespace Mantle.Core.Explanations;

/// <summary>
/// A denied call as it was decided: who asked for what, and every policy that was in force, with its text. It is written once, when the
/// call was denied, and explained when somebody asks. It has no secrets: neither credentials nor the request's parameters.
/// </summary>
public sealed record DeniedCall
{
    /// <summary>The ids of its denials. An operation that answers each of its parts separately can have several.</summary>
    public required IReadOnlyList<string> Ids { get; init; }

    public required string RequestId { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>The service that was called, by its signing name.</summary>
    public required string Service { get; init; }

    public required string Operation { get; init; }

    public required string Region { get; init; }

    /// <summary>The sentence that the caller got, or would have got.</summary>
    public required string Message { get; init; }

    /// <summary>
    /// Whether the call was refused. With <see cref="Enforcement.Log"/> it was executed, and only would have been refused.
    /// </summary>
    public required bool IsRefused { get; init; }

    /// <summary>Whether a rule of the service refused the call, whatever policies say.</summary>
    public bool IsRule { get; init; }

    public required RecordedCaller Caller { get; init; }

    /// <summary>Every policy that an access below names by its index.</summary>
    public required IReadOnlyList<RecordedPolicy> Policies { get; init; }

    /// <summary>The accesses that the call needed, allowed ones included.</summary>
    public required IReadOnlyList<RecordedAccess> Accesses { get; init; }
}

/// <summary>The caller of a denied call.</summary>
public sealed record RecordedCaller
{
    /// <summary>The caller's account; for an external identity, that of its provider.</summary>
    public required AccountId Account { get; init; }

    /// <summary>The organization of the account; null if it had none.</summary>
    public string? Organization { get; init; }

    /// <summary>The caller's ARN.</summary>
    public required string Arn { get; init; }

    public required RecordedPrincipal Principal { get; init; }

    /// <summary>ARN of the user or role that acts; null for a root user and for callers without an identity here.</summary>
    public string? Identity { get; init; }
}

/// <summary>An account, an organizational unit or the root of an organization, with the control policies that are attached to it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Arn">Its ARN.</param>
/// <param name="Policies">Indexes of its policies.</param>
public sealed record RecordedLevel(string Id, string Name, string Arn, IReadOnlyList<int> Policies);
