using Mantle.Policy;

namespace Mantle.Core.Federation;

/// <summary>The subject of a verified web identity token.</summary>
public sealed record WebIdentity : ExternalIdentity
{
    public override Principal Principal => Principal.WebIdentity(ProviderArn);

    /// <summary>The issuer's host and path.</summary>
    public required string Provider { get; init; }

    public required string Audience { get; init; }

    public override string AuditType => "WebIdentityUser";

    public override string AuditPrincipalId => $"{ProviderArn}:{Audience}:{Subject}";

    public override string AuditProvider => ProviderArn;
}
