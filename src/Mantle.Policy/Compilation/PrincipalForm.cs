namespace Mantle.Policy;

/// <summary>How a statement names a principal.</summary>
enum PrincipalForm : byte
{
    /// <summary><c>*</c>, or <c>{"AWS": "*"}</c>.</summary>
    Everyone,

    /// <summary>Twelve digits, or the account's <c>:root</c> ARN.</summary>
    Account,

    /// <summary>Any other ARN of <c>AWS</c>: a user, role, role session or federated user.</summary>
    Arn,

    /// <summary>A unique id: <c>AIDA…</c> or <c>AROA…</c>, written out or bound to an ARN.</summary>
    UniqueId,
    Federated,
    Service,
    CanonicalUser,
}
