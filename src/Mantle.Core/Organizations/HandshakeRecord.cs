using System.Collections.Immutable;
using Mantle.Core.Accounts;

namespace Mantle.Core.Organizations;

/// <summary>A handshake, stored in the organization that started it. The other account has a <see cref="ReceivedHandshake"/>.</summary>
[Entity(54, Owner = EntityOwner.Organization)]
public sealed record HandshakeRecord : Entity
{
    public const string Open = "OPEN",
        Requested = "REQUESTED",
        Accepted = "ACCEPTED",
        Declined = "DECLINED",
        Canceled = "CANCELED",
        Expired = "EXPIRED";

    public override string Key => Id;

    public required string Id { get; init; }

    /// <summary>Such as <c>INVITE</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The stored state. <see cref="StateAt"/> adds expiry.</summary>
    public required string State { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was accepted, declined or canceled.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The account that received it; null if it was sent to an email address without an account.</summary>
    public AccountId? AccountId { get; init; }

    /// <summary>The email address it was sent to; null if it was sent to an account id.</summary>
    public string? Email { get; init; }

    public string? Notes { get; init; }

    /// <summary>Id of the handshake that this one is a part of.</summary>
    public string? ParentId { get; init; }

    /// <summary>Id of the responsibility transfer that it proposes.</summary>
    public string? TransferId { get; init; }

    /// <summary>Tags for the account when it accepts.</summary>
    public ImmutableArray<Tag> Tags { get; init; } = [];

    [JsonIgnore]
    public bool IsPending => State is Open or Requested;

    /// <summary>The handshake with its final state.</summary>
    public HandshakeRecord End(string state, DateTimeOffset time) => this with { State = state, EndedAt = time };

    public string StateAt(DateTimeOffset time) => IsPending && ExpiresAt <= time ? Expired : State;
}
