using System.Collections.Immutable;

namespace Mantle.Core.Organizations;

/// <summary>A member account that is a delegated administrator, and its services.</summary>
[Entity(56, Owner = EntityOwner.Organization)]
public sealed record Delegation : Entity
{
    public override string Key => AccountId;

    public required AccountId AccountId { get; init; }

    public required DateTimeOffset Since { get; init; }

    public required ImmutableArray<TrustedService> Services { get; init; }

    public bool IsFor(string servicePrincipal)
    {
        foreach (var service in Services)
            if (service.Principal == servicePrincipal)
                return true;
        return false;
    }
}
