using System.Text;
using Mantle.Core.Accounts;
using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Wire.Sts;
using Credentials = Mantle.Wire.Sts.Credentials;

namespace Mantle.Sts;

/// <summary>New temporary credentials, and their <c>PackedPolicySize</c>: the share of the budget that policies and tags take.</summary>
sealed record IssuedCredentials(Credentials Credentials, int? PackedPolicySize)
{
    /// <summary>Seals a session of an account into credentials.</summary>
    /// <exception cref="Wire.ApiException">PackedPolicyTooLarge: the policies and tags do not fit into a token.</exception>
    public static IssuedCredentials For(
        Call call,
        SessionTokens tokens,
        AccountId accountId,
        SessionKind kind,
        string principalId,
        TimeSpan duration,
        Func<Session, Session> describe
    )
    {
        var session = describe(
            new Session
            {
                Kind = kind,
                AccountId = accountId,
                AccessKeyId = UniqueId.NewAccessKey(UniqueId.SessionKey, accountId),
                PrincipalId = principalId,
                IssuedAt = call.Time,
                ExpiresAt = call.Time + duration,
            }
        );
        var packed = SessionFormat.Pack(session);
        int? share = packed.Length == 0 ? null : Math.Max(ShareOf(packed), PolicyShare(session, packed) + TagShare(session));
        if (share > 100)
            throw Errors.PackedPolicyTooLarge(
                session.Policy is null && session.PolicyArns.IsEmpty
                    ? string.Create(CultureInfo.InvariantCulture, $"Packed size of session tags consumes {share}% of allotted space.")
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"Packed policy consumes {share}% of allotted space, please use smaller policy."
                    )
            );
        var (token, secret) = tokens.Issue(session, packed);
        return new IssuedCredentials(
            new Credentials
            {
                AccessKeyId = session.AccessKeyId,
                SecretAccessKey = secret,
                SessionToken = token,
                Expiration = session.ExpiresAt,
            },
            share
        );
    }

    static int ShareOf(PackedAttributes packed) => (packed.Length * 100 + SessionFormat.PackedBudget - 1) / SessionFormat.PackedBudget;

    /// <summary>The percentage that the policies take without the tags.</summary>
    static int PolicyShare(Session session, PackedAttributes packed) =>
        session.Policy is null && session.PolicyArns.IsEmpty ? 0
        : session.Tags.IsEmpty ? ShareOf(packed)
        : ShareOf(SessionFormat.Pack(session with { Tags = [] }));

    /// <summary>
    /// The percentage that AWS would report for tags. What users report fits a space of some 459 bytes, in which a tag takes its key, its
    /// value and two bytes more, however well it could be compressed.
    /// </summary>
    static int TagShare(Session session)
    {
        const int Space = 459,
            EachTag = 2;
        if (session.Tags.IsEmpty)
            return 0;
        var taken = session.Tags.Sum(tag => Encoding.UTF8.GetByteCount(tag.Key) + Encoding.UTF8.GetByteCount(tag.Value) + EachTag);
        return Math.Max(1, (taken * 100 + Space / 2) / Space);
    }
}
