using System.Collections.Immutable;

namespace Mantle.Core.Accounts;

/// <summary>A role's trust policy: who may assume it.</summary>
public sealed record TrustPolicy(PolicyText Document, ImmutableDictionary<string, string> PrincipalIds)
    : ResourcePolicy(Document, PrincipalIds)
{
    /// <inheritdoc/>
    protected override string SourceName => "trust";
}
