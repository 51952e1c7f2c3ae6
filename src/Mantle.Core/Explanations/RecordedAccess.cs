using Mantle.Policy;

namespace Mantle.Core.Explanations;

/// <summary>
/// An access of a denied call with all that decided it. A list of policies that is null is a layer that was absent; an empty one is a
/// layer that allowed nothing.
/// </summary>
public sealed record RecordedAccess
{
    /// <summary>The id of its denial; null if it was allowed, or denied as a part of another one.</summary>
    public string? Id { get; init; }

    public required string Action { get; init; }

    public required string Resource { get; init; }

    /// <summary>The account that owns the resource.</summary>
    public required AccountId Owner { get; init; }

    /// <summary>The organization of that account; null if it had none.</summary>
    public string? OwnerOrganization { get; init; }

    /// <summary>Whether the caller's side alone decided, as within its own account.</summary>
    public bool IsByCaller { get; init; }

    /// <summary>Whether only denies of the caller's policies counted, because they had allowed the action on an access point.</summary>
    public bool CallerIsAllowed { get; init; }

    public ResourcePolicyKind ResourcePolicyKind { get; init; }

    /// <summary>The condition keys with their values.</summary>
    public required IReadOnlyDictionary<string, string[]> Context { get; init; }

    /// <summary>The keys that describe the resource beyond its ARN: another account than the owner's must not see their values.</summary>
    public IReadOnlyList<string> ResourceKeys { get; init; } = [];

    public IReadOnlyList<int>? IdentityPolicies { get; init; }

    public IReadOnlyList<int>? PermissionsBoundary { get; init; }

    public IReadOnlyList<int>? SessionPolicies { get; init; }

    public IReadOnlyList<int>? ResourcePolicy { get; init; }

    /// <summary>The levels of service control policies, from the organization's root to the caller's account.</summary>
    public IReadOnlyList<RecordedLevel>? ServiceControlPolicies { get; init; }

    /// <summary>The levels of resource control policies, from the organization's root to the owner's account.</summary>
    public IReadOnlyList<RecordedLevel>? ResourceControlPolicies { get; init; }
}
