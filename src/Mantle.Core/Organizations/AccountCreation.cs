namespace Mantle.Core.Organizations;

/// <summary>A request to create an account, and its result.</summary>
[Entity(55, Owner = EntityOwner.Organization)]
public sealed record AccountCreation : Entity
{
    public const string Succeeded = "SUCCEEDED",
        Failed = "FAILED",
        InProgress = "IN_PROGRESS";

    public override string Key => Id;

    public required string Id { get; init; }

    public required string AccountName { get; init; }

    public required string State { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public AccountId? AccountId { get; init; }

    public string? FailureReason { get; init; }
}
