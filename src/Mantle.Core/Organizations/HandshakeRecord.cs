using System.Collections.Immutable;
using Mantle.Core.Accounts;

namespace Mantle.Core.Organizations;

/// <summary>A handshake, kept with the organization that began it. The other side has a <see cref="ReceivedHandshake"/>.</summary>
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

    /// <summary>The state it was left in; whether it has expired since is <see cref="StateAt"/>'s to say.</summary>
    public required string State { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was accepted, declined or canceled.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The account on the other side; null where there is none.</summary>
    public string? AccountId { get; init; }

    /// <summary>The email address it was sent to, where it was not sent to an account id.</summary>
    public string? Email { get; init; }

    public string? Notes { get; init; }

    /// <summary>Id of the handshake that this one is a part of.</summary>
    public string? ParentId { get; init; }

    /// <summary>Id of the responsibility transfer that it asks for.</summary>
    public string? TransferId { get; init; }

    /// <summary>The tags that the account gets when it accepts.</summary>
    public ImmutableArray<Tag> Tags { get; init; } = [];

    [JsonIgnore]
    public bool IsPending => State is Open or Requested;

    /// <summary>The handshake with its end.</summary>
    public HandshakeRecord End(string state, DateTimeOffset time) => this with { State = state, EndedAt = time };

    public string StateAt(DateTimeOffset time) => IsPending && ExpiresAt <= time ? Expired : State;
}
