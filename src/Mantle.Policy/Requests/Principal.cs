using System.Collections.Immutable;

namespace Mantle.Policy;

/// <summary>The principal that makes a request.</summary>
/// <remarks>
/// See
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html">
/// AWS JSON policy elements: Principal</see>.
/// </remarks>
public sealed class Principal
{
    Principal(PrincipalKind kind) => Kind = kind;

    /// <summary>The kind of principal.</summary>
    public PrincipalKind Kind { get; }

    /// <summary>Its twelve-digit account id; null for anonymous callers, services and external identities.</summary>
    public string? AccountId { get; private init; }

    /// <summary>Its ARN: of the user, the role session, the federated user or <c>…:root</c>; null if it has none.</summary>
    public string? Arn { get; private init; }

    /// <summary>The unique id of the user (<c>AIDA…</c>), or of the session's role (<c>AROA…</c>).</summary>
    public string? UniqueId { get; private init; }

    /// <summary>The ARN of a role session's role.</summary>
    public string? RoleArn { get; private init; }

    /// <summary>The ARN of the user who called GetFederationToken, or the account's root ARN.</summary>
    public string? UserArn { get; private init; }

    /// <summary>
    /// The identity provider's name in policies: its ARN, or a built-in host such as <c>accounts.google.com</c>.
    /// Set for external identities and for their role sessions.
    /// </summary>
    public string? Provider { get; private init; }

    /// <summary>The names of a service principal, for example <c>ec2.amazonaws.com</c> and its regional forms.</summary>
    public ImmutableArray<string> ServiceNames { get; private init; } = [];

    /// <summary>The account's S3 canonical user id, if policies may use it.</summary>
    public string? CanonicalUserId { get; init; }

    /// <summary>Whether this is a GetFederationToken session of the root user.</summary>
    internal bool IsFederatedRoot =>
        Kind == PrincipalKind.FederatedUser && UserArn is not null && UserArn.EndsWith(":root", StringComparison.Ordinal);

    /// <summary>An unsigned request.</summary>
    public static Principal Anonymous { get; } = new(PrincipalKind.Anonymous);

    /// <summary>The root user of an account.</summary>
    public static Principal Root(string accountId, string partition = "aws") =>
        new(PrincipalKind.Root) { AccountId = accountId, Arn = $"arn:{partition}:iam::{accountId}:root" };

    /// <summary>An IAM user.</summary>
    /// <param name="arn">Its ARN, which contains its account id.</param>
    /// <param name="uniqueId">Its unique id, <c>AIDA…</c>; null only if no policy is bound to unique ids.</param>
    public static Principal User(string arn, string? uniqueId) =>
        new(PrincipalKind.User)
        {
            AccountId = AccountOf(arn),
            Arn = arn,
            UniqueId = uniqueId,
        };

    /// <summary>An IAM user with a parsed ARN.</summary>
    public static Principal User(Arn arn, AccountId account, string? uniqueId) =>
        new(PrincipalKind.User)
        {
            AccountId = account,
            Arn = arn,
            UniqueId = uniqueId,
        };

    /// <summary>A session of a role, with parsed ARNs.</summary>
    public static Principal RoleSession(Arn sessionArn, Arn roleArn, AccountId account, string? roleId, string? provider = null) =>
        new(PrincipalKind.RoleSession)
        {
            AccountId = account,
            Arn = sessionArn,
            RoleArn = roleArn,
            UniqueId = roleId,
            Provider = provider,
        };

    /// <summary>A session of a role.</summary>
    /// <param name="sessionArn"><c>arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION</c>.</param>
    /// <param name="roleArn">The role's ARN with its path.</param>
    /// <param name="roleId">The role's unique id, <c>AROA…</c>; null only if no policy is bound to unique ids.</param>
    /// <param name="provider">The session's identity provider; null for other sessions.</param>
    public static Principal RoleSession(string sessionArn, string roleArn, string? roleId, string? provider = null) =>
        new(PrincipalKind.RoleSession)
        {
            AccountId = AccountOf(sessionArn),
            Arn = sessionArn,
            RoleArn = roleArn,
            UniqueId = roleId,
            Provider = provider,
        };

    /// <summary>A session of a service-linked role.</summary>
    public static Principal ServiceLinkedRoleSession(string sessionArn, string roleArn, string? roleId) =>
        new(PrincipalKind.ServiceLinkedRoleSession)
        {
            AccountId = AccountOf(sessionArn),
            Arn = sessionArn,
            RoleArn = roleArn,
            UniqueId = roleId,
        };

    /// <summary>A session of GetFederationToken.</summary>
    /// <param name="arn"><c>arn:aws:sts::ACCOUNT:federated-user/NAME</c>.</param>
    /// <param name="userArn">The ARN of the user who requested it.</param>
    /// <param name="userId">That user's unique id.</param>
    public static Principal FederatedUser(string arn, string userArn, string? userId) =>
        new(PrincipalKind.FederatedUser)
        {
            AccountId = AccountOf(arn),
            Arn = arn,
            UserArn = userArn,
            UniqueId = userId,
        };

    /// <summary>The caller of AssumeRoleWithWebIdentity.</summary>
    public static Principal WebIdentity(string provider) => new(PrincipalKind.WebIdentity) { Provider = provider };

    /// <summary>The caller of AssumeRoleWithSAML.</summary>
    public static Principal Saml(string providerArn) => new(PrincipalKind.Saml) { Provider = providerArn };

    /// <summary>An AWS service.</summary>
    public static Principal Service(params ImmutableArray<string> names) => new(PrincipalKind.Service) { ServiceNames = names };

    static string AccountOf(string arn) =>
        Mantle.Policy.Arn.TryParse(arn, out var parsed)
            ? parsed.AccountId.ToString()
            : throw new ArgumentException($"'{arn}' is not an ARN.", nameof(arn));
}
