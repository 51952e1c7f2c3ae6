namespace Mantle.Core.Accounts;

/// <summary>
/// Access that the account lent to another one and took back. Every session of it ends
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/temporary-delegation-revoke-access.html"/>).
/// </summary>
[Entity(75)]
public sealed record EndedDelegation : Entity
{
    public override string Key => RequestId;

    /// <summary>The delegation request that the access came from.</summary>
    public required string RequestId { get; init; }

    /// <summary>When the last session of it would have ended by itself.</summary>
    public required DateTimeOffset Until { get; init; }
}
