using Mantle.Core.Accounts;
using Mantle.Core.Authentication;

namespace Mantle.SignIn.Entities;

/// <summary>That a person signed in: who, when, with which password, and whether with an MFA code.</summary>
sealed record SignInStatement
{
    /// <summary>A sign-in lasts 12 hours, as at AWS.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    /// <summary>ARN of the sign-in session, <c>aws:SignInSessionArn</c>.</summary>
    public required string Arn { get; init; }

    /// <summary>Unique id of the user; for the root user, the account id.</summary>
    public required string PrincipalId { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>When the MFA code was verified; null if there was none.</summary>
    public DateTimeOffset? MfaTime { get; init; }

    /// <summary>What changes with the person's password: the time of its last change, or the id of the root user's access key.</summary>
    public required string PasswordStamp { get; init; }

    [JsonIgnore]
    public DateTimeOffset Ends => Time + Lifetime;

    /// <summary>A session of the person, who acts with it as with an access key.</summary>
    public Session ToSession(AccountId accountId, DateTimeOffset now, DateTimeOffset expires) =>
        new()
        {
            Kind = SessionKind.SignIn,
            AccountId = accountId,
            AccessKeyId = UniqueId.NewAccessKey(UniqueId.SessionKey, accountId),
            PrincipalId = PrincipalId,
            IssuedAt = now,
            ExpiresAt = expires,
            MfaAt = MfaTime,
            SignInArn = Arn,
        };

    /// <summary>Whether the person could sign in with the same password still.</summary>
    public bool IsCurrent(Account account) => PasswordStamp == StampOf(account, PrincipalId, PasswordStamp);

    /// <summary>
    /// The stamp of a user's password; of the root user, the id of its access key if that is active. Null if there is none.
    /// </summary>
    public static string? StampOf(Account account, string principalId, string? accessKeyId = null) =>
        principalId == account.Id
            ? account.Root?.AccessKeys.Any(key => key.Id == accessKeyId && key.Active) == true
                ? accessKeyId
                : null
            : account
                .FindUserById(principalId)
                ?.LoginProfile?.PasswordChanged.ToUnixTimeMilliseconds()
                .ToString(CultureInfo.InvariantCulture);
}
