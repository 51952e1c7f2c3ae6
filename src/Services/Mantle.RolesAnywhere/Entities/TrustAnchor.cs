using System.Collections.Immutable;

namespace Mantle.RolesAnywhere.Entities;

/// <summary>The certificate authorities whose certificates an account takes.</summary>
[Entity(43)]
sealed record TrustAnchor : Resource, IResourceType
{
    static string IResourceType.Type => "trust-anchor";

    [JsonIgnore]
    public override long FurtherBytes => Certificates.Length * sizeof(char);

    public required string Name { get; init; }

    /// <summary>One or two certificates in PEM, as they were given.</summary>
    public required string Certificates { get; init; }

    /// <summary>The customized settings; an event without one has the default.</summary>
    public ImmutableArray<ExpiryNotice> Notices { get; init; } = [];
}

/// <summary>When to tell that certificates will expire. Nothing is sent: the settings are kept for those who manage them.</summary>
/// <param name="Event">CA_CERTIFICATE_EXPIRY or END_ENTITY_CERTIFICATE_EXPIRY.</param>
/// <param name="Enabled">Whether to tell.</param>
/// <param name="Threshold">How many days before.</param>
/// <param name="Channel">ALL.</param>
sealed record ExpiryNotice(string Event, bool Enabled, int? Threshold, string Channel);
