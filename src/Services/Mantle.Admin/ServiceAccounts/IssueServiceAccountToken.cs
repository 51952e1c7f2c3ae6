using Mantle.Core.Authorization;
using Mantle.Iam.OutboundFederation;
using Mantle.Sts;
using Mantle.Sts.Federation;
using Mantle.Wire.Admin;

namespace Mantle.Admin.ServiceAccounts;

/// <summary>
/// A token of a Kubernetes service account, signed by the account's own issuer (Mantle extension: at AWS a cluster issues it). Only
/// subjects of service accounts are signed, so that no token can be mistaken for one of GetWebIdentityToken, whose subject is the caller's
/// ARN.
/// </summary>
[Operation(IssuesCredentials = true)]
sealed class IssueServiceAccountToken(OutboundTokens tokens, OutboundIssuers issuers)
{
    const int UsualSeconds = 3_600;

    public static Access Requires(IssueServiceAccountTokenRequest r, Call c) => new(Actions.IssueServiceAccountToken, "*");

    /// <summary>Makes a new signing key where rotation is due, which takes a while.</summary>
    public static ValueTask<NewTokenKey?> WorkAsync(IssueServiceAccountTokenRequest r, Call c, CancellationToken cancellation) =>
        new(TokenKeys.IsDue(c.Account, TokenKeys.Rsa, c.Time) ? new NewTokenKey(TokenKeys.New(TokenKeys.Rsa, c.Time)) : null);

    public IssueServiceAccountTokenResponse Execute(IssueServiceAccountTokenRequest r, Change change, NewTokenKey? made)
    {
        if (change.Account.Outbound is not { Enabled: true })
            throw Errors.OutboundWebIdentityFederationDisabled(
                "The account has no issuer of tokens yet. Enable it with: aws iam enable-outbound-web-identity-federation."
            );
        if (made is not null)
            TokenKeys.Rotate(change, made.Made);
        var outbound = change.Account.Outbound!;
        var issuer = issuers.UrlOf(outbound);
        var expires = change.Time.AddSeconds(r.DurationSeconds ?? UsualSeconds);
        return new IssueServiceAccountTokenResponse
        {
            Token = tokens.Sign(
                change.Account,
                outbound.Newest(TokenKeys.Rsa),
                ServiceAccountClaims.Of(issuer, r.Audience, r.Subject, change.Time, expires)
            ),
            Issuer = issuer,
            Expiration = expires,
        };
    }
}
