namespace Mantle.Policy;

/// <summary>What kind of principal makes a request.</summary>
public enum PrincipalKind
{
    /// <summary>An unsigned request.</summary>
    Anonymous,

    /// <summary>The root user of an account.</summary>
    Root,

    /// <summary>An IAM user, with long-term keys or with those of GetSessionToken.</summary>
    User,

    /// <summary>A session of a role, however it was assumed.</summary>
    RoleSession,

    /// <summary>A session of a service-linked role: no service or resource control policy applies to it.</summary>
    ServiceLinkedRoleSession,

    /// <summary>A session of GetFederationToken.</summary>
    FederatedUser,

    /// <summary>The caller of AssumeRoleWithWebIdentity.</summary>
    WebIdentity,

    /// <summary>The caller of AssumeRoleWithSAML.</summary>
    Saml,

    /// <summary>An AWS service by its service principal.</summary>
    Service,
}
