namespace Mantle.Policy;

/// <summary>As what a statement's principals name a caller; it decides which other layers still limit the caller.</summary>
/// <remarks>
/// See
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Policy evaluation logic</see>.
/// </remarks>
[Flags]
enum PrincipalMatch
{
    None = 0,

    /// <summary>The policy names no principal: an identity policy and its like.</summary>
    Unnamed = 1,

    /// <summary>The caller's account.</summary>
    Account = 2,

    /// <summary>The role behind the caller's session, or the provider the session came from.</summary>
    Role = 4,

    /// <summary>The user behind a federated user's session.</summary>
    UserOfSession = 8,

    /// <summary>The caller itself: user, role session, federated user session, service or external identity.</summary>
    Self = 16,

    /// <summary>Everyone.</summary>
    Everyone = 32,
}
