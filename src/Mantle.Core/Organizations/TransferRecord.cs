using System.Collections.Immutable;
using Mantle.Core.Accounts;

namespace Mantle.Core.Organizations;

/// <summary>
/// A transfer of responsibility, stored in the organization that proposed it. It takes over a responsibility of the source, which is
/// another organization.
/// </summary>
[Entity(57, Owner = EntityOwner.Organization)]
public sealed record TransferRecord : Entity
{
    public const string Withdrawn = "WITHDRAWN";

    public override string Key => Id;

    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The type of responsibility: <c>BILLING</c>.</summary>
    public required string Type { get; init; }

    /// <summary>A state of the transfer's handshake, or <c>WITHDRAWN</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The management account whose responsibility is transferred.</summary>
    public required AccountId SourceAccountId { get; init; }

    public required string SourceEmail { get; init; }

    public required DateTimeOffset StartsAt { get; init; }

    public DateTimeOffset? EndsAt { get; init; }

    public required string HandshakeId { get; init; }

    public ImmutableArray<Tag> Tags { get; init; } = [];
}
