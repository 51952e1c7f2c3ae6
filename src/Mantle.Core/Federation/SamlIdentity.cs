using Mantle.Policy;

namespace Mantle.Core.Federation;

/// <summary>The subject of a verified SAML assertion.</summary>
public sealed record SamlIdentity : ExternalIdentity
{
    public override Principal Principal => Principal.Saml(ProviderArn);

    public required string Issuer { get; init; }

    /// <summary>The <c>Recipient</c> that the assertion was for.</summary>
    public required string Audience { get; init; }

    /// <summary><c>persistent</c>, <c>transient</c>, or the format of the name in full.</summary>
    public required string SubjectType { get; init; }

    /// <summary>Tells subjects of one provider and account from those of others.</summary>
    public required string NameQualifier { get; init; }

    public required string RoleSessionName { get; init; }

    /// <summary>How long the provider wants the session to last, if it says.</summary>
    public TimeSpan? SessionDuration { get; init; }

    /// <summary>When the user's session at the provider ends, if it says.</summary>
    public DateTimeOffset? SessionEnd { get; init; }

    public override string AuditType => "SAMLUser";

    public override string AuditPrincipalId => $"{NameQualifier}:{Subject}";

    public override string AuditProvider => NameQualifier;
}
