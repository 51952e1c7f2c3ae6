using System.Collections.Immutable;
using Mantle.Core.Accounts;

namespace Mantle.Iam.Entities;

/// <summary>
/// A request of one account for temporary access to another
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies-temporary-delegation.html"/>). The requesting account
/// stores it; the owner account finds it by name (<see cref="IamNames.DelegationRequest"/>).
/// </summary>
[Entity(42)]
sealed record DelegationRequest : Entity
{
    public override string Key => Id;

    public required string Id { get; init; }

    public required DelegationState State { get; init; }

    /// <summary>The requesting account.</summary>
    public required AccountId RequestorId { get; init; }

    public required string RequestorName { get; init; }

    /// <summary>The account that the request wants access to; null until an account associates the request.</summary>
    public AccountId? OwnerAccountId { get; init; }

    /// <summary>ARN of the identity that associated the request.</summary>
    public string? OwnerId { get; init; }

    public DelegationApprover? Approver { get; init; }

    public required string Description { get; init; }

    public string? RequestMessage { get; init; }

    public string? RedirectUrl { get; init; }

    public required string NotificationChannel { get; init; }

    public required string WorkflowId { get; init; }

    public bool OnlySendByOwner { get; init; }

    /// <summary>Length of the requested session, in seconds: 300 to 43200.</summary>
    public required int SessionDuration { get; init; }

    public required string PolicyTemplateArn { get; init; }

    public ImmutableArray<DelegationParameter> Parameters { get; init; } = [];

    /// <summary>The session's policy: the template with its parameters filled in.</summary>
    public required PolicyText PermissionPolicy { get; init; }

    public string? Notes { get; init; }

    public string? RejectionReason { get; init; }

    public required DateTimeOffset CreateDate { get; init; }

    public required DateTimeOffset UpdatedTime { get; init; }

    /// <summary>When the request expires.</summary>
    public required DateTimeOffset ExpirationTime { get; init; }

    public DelegationState StateAt(DateTimeOffset time) =>
        time >= ExpirationTime && State is not (DelegationState.Finalized or DelegationState.Rejected) ? DelegationState.Expired : State;
}
