using Mantle.Policy;

namespace Mantle.Core.Federation;

/// <summary>The subject of a verified SAML assertion.</summary>
public sealed record SamlIdentity : ExternalIdentity
{
    public override Principal Principal => Principal.Saml(ProviderArn);

    public required string Issuer { get; init; }

    /// <summary>The assertion's <c>Recipient</c>.</summary>
    public required string Audience { get; init; }

    /// <summary><c>persistent</c>, <c>transient</c>, or the full format URI of the name.</summary>
    public required string SubjectType { get; init; }

    /// <summary>Hash that distinguishes equal subjects of different accounts and providers.</summary>
    public required string NameQualifier { get; init; }

    public required string RoleSessionName { get; init; }

    /// <summary>The session duration that the provider asks for; null if it asks for none.</summary>
    public TimeSpan? SessionDuration { get; init; }

    /// <summary>When the user's session at the provider ends; null if the assertion does not say.</summary>
    public DateTimeOffset? SessionEnd { get; init; }

    public override string AuditType => "SAMLUser";

    public override string AuditPrincipalId => $"{NameQualifier}:{Subject}";

    public override string AuditProvider => NameQualifier;
}
