using System.Collections.Immutable;
using Mantle.Core.Federation;
using Mantle.RolesAnywhere.Certificates;
using Tag = Mantle.Core.Accounts.Tag;

namespace Mantle.RolesAnywhere.Sessions;

/// <summary>
/// The service that assumes a role for the holder of a certificate, whose key and path to a trust anchor were verified. Trust policies see
/// what the certificate states as <c>aws:PrincipalTag</c>.
/// </summary>
sealed record CertificateIdentity : ServiceIdentity
{
    public override string Name => ResourceArn.ServicePrincipal;

    /// <summary>ARN of the trust anchor.</summary>
    public override string SourceArn => ProviderArn;

    public override ImmutableArray<Tag> PrincipalTags => Attributes.Tags;

    public required EndEntity Certificate { get; init; }

    /// <summary>The profile whose mappings made the tags.</summary>
    public required string ProfileId { get; init; }

    /// <summary>What could not become session tags; null for nothing.</summary>
    public string? Unmapped { get; init; }
}
