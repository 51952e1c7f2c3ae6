namespace Mantle.Policy;

/// <summary>The types of principals in a <c>Principal</c> element.</summary>
/// <remarks>
/// See
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html">
/// AWS JSON policy elements: Principal</see>.
/// </remarks>
public enum StatementPrincipalType
{
    /// <summary><c>"Principal": "*"</c>, the same as <c>{"AWS": "*"}</c>.</summary>
    Everyone,

    /// <summary><c>AWS</c>: an account, user, role, role session or federated user session, a unique id, or <c>*</c>.</summary>
    Aws,

    /// <summary><c>Federated</c>: a SAML or OIDC provider.</summary>
    Federated,

    /// <summary><c>Service</c>: a service principal such as <c>ec2.amazonaws.com</c>.</summary>
    Service,

    /// <summary><c>CanonicalUser</c>: an account by its S3 canonical user id.</summary>
    CanonicalUser,
}
