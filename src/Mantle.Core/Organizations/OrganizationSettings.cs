using System.Collections.Immutable;
using Mantle.Core.Accounts;

namespace Mantle.Core.Organizations;

/// <summary>The data of the organization itself.</summary>
[Entity(50, Owner = EntityOwner.Organization)]
public sealed record OrganizationSettings : Entity
{
    public const string AllFeatures = "ALL",
        ConsolidatedBilling = "CONSOLIDATED_BILLING";

    public override string Key => "settings";

    public required AccountId ManagementAccountId { get; init; }

    /// <summary><c>ALL</c> or <c>CONSOLIDATED_BILLING</c>.</summary>
    public required string FeatureSet { get; init; }

    public required string RootId { get; init; }

    public required DateTimeOffset CreateDate { get; init; }

    /// <summary>The policy types that are enabled in the root.</summary>
    public ImmutableArray<string> EnabledPolicyTypes { get; init; } = [];

    /// <summary>The services with trusted access.</summary>
    public ImmutableArray<TrustedService> TrustedServices { get; init; } = [];

    /// <summary>IAM's enabled features for root users of members: <c>RootCredentialsManagement</c>, <c>RootSessions</c>.</summary>
    public ImmutableArray<string> RootFeatures { get; init; } = [];

    /// <summary>The organization's resource policy, which delegates administration; null if there is none.</summary>
    public DelegationPolicy? ResourcePolicy { get; init; }
}

/// <summary>A service principal, and since when it has had trusted access or been delegated.</summary>
public sealed record TrustedService(string Principal, DateTimeOffset Since);

/// <summary>The organization's resource policy: what other accounts than the management account may administer.</summary>
public sealed record DelegationPolicy(string Id, PolicyText Content, ImmutableArray<Tag> Tags);
