namespace Mantle.Policy;

/// <summary>The kind of principal that makes a request.</summary>
public enum PrincipalKind
{
    /// <summary>An unsigned request.</summary>
    Anonymous,

    /// <summary>The root user of an account.</summary>
    Root,

    /// <summary>An IAM user, with long-term credentials or those of GetSessionToken.</summary>
    User,

    /// <summary>A session of a role, however it was assumed.</summary>
    RoleSession,

    /// <summary>A session of a service-linked role. Service and resource control policies do not apply to it.</summary>
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
