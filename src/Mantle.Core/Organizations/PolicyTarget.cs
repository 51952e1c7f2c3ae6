using System.Collections.Immutable;
using Mantle.Core.Accounts;

namespace Mantle.Core.Organizations;

/// <summary>What policies of an organization can be attached to: the root, an organizational unit, an account.</summary>
public abstract record PolicyTarget : Entity
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The unit it is in; null for the root.</summary>
    public string? ParentId { get; init; }

    /// <summary>Ids of the attached policies of every type, but for AWS's own.</summary>
    public ImmutableArray<string> Policies { get; init; } = [];

    /// <summary>
    /// Whether <c>FullAWSAccess</c> was detached. While service control policies are enabled it is attached to everything else, so
    /// that enabling them writes nothing to ten thousand accounts.
    /// </summary>
    public bool LacksFullAccess { get; init; }

    public ImmutableArray<Tag> Tags { get; init; } = [];

    public override string Key => Id;
}

/// <summary>The root of an organization, or an organizational unit.</summary>
[Entity(51, Owner = EntityOwner.Organization)]
public sealed record Unit : PolicyTarget
{
    [JsonIgnore]
    public bool IsRoot => ParentId is null;
}

/// <summary>An account in an organization, as the organization sees it.</summary>
[Entity(52, Owner = EntityOwner.Organization)]
public sealed record Member : PolicyTarget
{
    public const string Active = "ACTIVE",
        Suspended = "SUSPENDED",
        Invited = "INVITED",
        Created = "CREATED";

    public required string Email { get; init; }

    /// <summary><c>INVITED</c> or <c>CREATED</c>.</summary>
    public required string JoinedMethod { get; init; }

    public required DateTimeOffset JoinedAt { get; init; }

    /// <summary><c>ACTIVE</c>, or <c>SUSPENDED</c> once it was closed.</summary>
    public string State { get; init; } = Active;

    public DateTimeOffset? ClosedAt { get; init; }
}
