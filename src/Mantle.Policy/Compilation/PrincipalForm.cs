namespace Mantle.Policy;

/// <summary>The form of a principal's name in a statement.</summary>
public enum PrincipalForm
{
    /// <summary><c>*</c>, or <c>{"AWS": "*"}</c>.</summary>
    Everyone,

    /// <summary>Twelve digits, or the account's <c>:root</c> ARN.</summary>
    Account,

    /// <summary>Any other ARN of <c>AWS</c>: a user, role, role session or federated user.</summary>
    Arn,

    /// <summary>A unique id, <c>AIDA…</c> or <c>AROA…</c>: written in the policy, or bound to an ARN.</summary>
    UniqueId,

    /// <summary>A SAML or OIDC provider, or <c>*</c>.</summary>
    Federated,

    /// <summary>A service principal, or <c>*</c>.</summary>
    Service,

    /// <summary>An S3 canonical user id that is not bound to an account.</summary>
    CanonicalUser,
}
