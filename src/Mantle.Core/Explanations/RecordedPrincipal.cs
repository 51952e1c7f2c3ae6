using Mantle.Policy;

namespace Mantle.Core.Explanations;

/// <summary>A principal as it was when a call was denied.</summary>
public sealed record RecordedPrincipal
{
    public required PrincipalKind Kind { get; init; }

    public string? Arn { get; init; }

    public string? UniqueId { get; init; }

    public string? RoleArn { get; init; }

    public string? UserArn { get; init; }

    public string? Provider { get; init; }

    public IReadOnlyList<string> ServiceNames { get; init; } = [];

    public static RecordedPrincipal Of(Principal principal) =>
        new()
        {
            Kind = principal.Kind,
            Arn = principal.Arn,
            UniqueId = principal.UniqueId,
            RoleArn = principal.RoleArn,
            UserArn = principal.UserArn,
            Provider = principal.Provider,
            ServiceNames = principal.ServiceNames,
        };

    /// <summary>The principal, for the policy engine.</summary>
    public Principal ToPrincipal() =>
        Kind switch
        {
            PrincipalKind.Root => Principal.Root(Mantle.Policy.Arn.Parse(Arn!).AccountId.ToString()),
            PrincipalKind.User => Principal.User(Arn!, UniqueId),
            PrincipalKind.RoleSession => Principal.RoleSession(Arn!, RoleArn!, UniqueId, Provider),
            PrincipalKind.ServiceLinkedRoleSession => Principal.ServiceLinkedRoleSession(Arn!, RoleArn!, UniqueId),
            PrincipalKind.FederatedUser => Principal.FederatedUser(Arn!, UserArn!, UniqueId),
            PrincipalKind.WebIdentity => Principal.WebIdentity(Provider!),
            PrincipalKind.Saml => Principal.Saml(Provider!),
            PrincipalKind.Service => Principal.Service([.. ServiceNames]),
            _ => Principal.Anonymous,
        };

    /// <summary>The <c>Principal</c> element that names this principal, and for a role session its role.</summary>
    public (string Type, string Name) ToElement() =>
        Kind switch
        {
            PrincipalKind.WebIdentity or PrincipalKind.Saml => ("Federated", Provider!),
            PrincipalKind.Service => ("Service", ServiceNames[0]),
            PrincipalKind.Anonymous => ("AWS", "*"),
            _ => ("AWS", RoleArn ?? Arn!),
        };
}
