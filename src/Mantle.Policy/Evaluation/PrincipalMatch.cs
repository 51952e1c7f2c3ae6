namespace Mantle.Policy;

/// <summary>The form in which a statement's principals name a caller. It decides which other layers still limit the caller.</summary>
/// <remarks>
/// See
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Policy evaluation logic</see>.
/// </remarks>
[Flags]
enum PrincipalMatch
{
    None = 0,

    /// <summary>The policy has no principals, such as an identity policy.</summary>
    Unnamed = 1,

    /// <summary>The caller's account.</summary>
    Account = 2,

    /// <summary>The role of the caller's session, or the identity provider of the session.</summary>
    Role = 4,

    /// <summary>The user who requested a federated user's session.</summary>
    UserOfSession = 8,

    /// <summary>The caller itself: user, role session, federated user session, service or external identity.</summary>
    Self = 16,

    /// <summary>Everyone.</summary>
    Everyone = 32,
}
