using System.Collections.Immutable;
using Mantle.Core.Accounts;

namespace Mantle.Core.Organizations;

/// <summary>A target of policies: the root, an organizational unit or an account.</summary>
public abstract record PolicyTarget : Entity
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Id of the parent; null for the root.</summary>
    public string? ParentId { get; init; }

    /// <summary>Ids of the attached policies of all types, without AWS's own.</summary>
    public ImmutableArray<string> Policies { get; init; } = [];

    /// <summary>
    /// Whether <c>FullAWSAccess</c> was detached. Only the exceptions are stored, so that enabling service control policies does not write
    /// to ten thousand accounts.
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

/// <summary>A member account, as the organization stores it.</summary>
[Entity(52, Owner = EntityOwner.Organization)]
public sealed record Member : PolicyTarget
{
    public const string Active = "ACTIVE",
        Suspended = "SUSPENDED",
        Invited = "INVITED",
        Created = "CREATED";

    [JsonIgnore]
    public AccountId AccountId => AccountId.Parse(Id);

    public required string Email { get; init; }

    /// <summary><c>INVITED</c> or <c>CREATED</c>.</summary>
    public required string JoinedMethod { get; init; }

    public required DateTimeOffset JoinedAt { get; init; }

    /// <summary><c>ACTIVE</c>, or <c>SUSPENDED</c> for a closed account.</summary>
    public string State { get; init; } = Active;

    public DateTimeOffset? ClosedAt { get; init; }
}
