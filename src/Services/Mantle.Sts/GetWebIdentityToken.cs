using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Iam.OutboundFederation;
using Mantle.Sts.Federation;
using Mantle.Wire;
using Mantle.Wire.Sts;

namespace Mantle.Sts;

[Operation(IssuesCredentials = true)]
sealed class GetWebIdentityToken(OutboundTokens tokens)
{
    const int DefaultSeconds = 300;

    public static Access Requires(GetWebIdentityTokenRequest r, Call c)
    {
        var access = new Access(Actions.GetWebIdentityToken, "*")
        {
            RequestTags = SessionTagInput.Of(r.Tags),
            Keys =
            [
                ("sts:DurationSeconds", (r.DurationSeconds ?? DefaultSeconds).ToString(CultureInfo.InvariantCulture)),
                ("sts:SigningAlgorithm", r.SigningAlgorithm),
            ],
            ListKeys = [("sts:IdentityTokenAudience", r.Audience)],
        };
        return r.Tags is { Count: > 0 } ? access with { And = [access.For(Actions.TagGetWebIdentityToken)] } : access;
    }

    /// <summary>Makes a new signing key where rotation is due, which takes a while.</summary>
    public static ValueTask<NewTokenKey?> WorkAsync(GetWebIdentityTokenRequest r, Call c, CancellationToken cancellation) =>
        new(
            IsAlgorithm(r.SigningAlgorithm) && TokenKeys.IsDue(c.Account, r.SigningAlgorithm, c.Time)
                ? new NewTokenKey(TokenKeys.New(r.SigningAlgorithm, c.Time))
                : null
        );

    /// <summary>Starts signing with the new key in this call's commit; the token is signed with it.</summary>
    public GetWebIdentityTokenResponse Execute(GetWebIdentityTokenRequest r, Change change, NewTokenKey? made)
    {
        var c = change.Call;
        if (!IsAlgorithm(r.SigningAlgorithm))
            throw CommonErrors.ValidationError(
                $"1 validation error detected: Value '{r.SigningAlgorithm}' at 'signingAlgorithm' failed to satisfy constraint: "
                    + $"Member must satisfy enum value set: [ES384, RS256]"
            );
        if (change.Account.Outbound is not { Enabled: true })
            throw Errors.OutboundWebIdentityFederationDisabledException(
                "The outbound web identity federation feature is not enabled for this account. To use this feature, you must "
                    + "first enable it through the Amazon Web Services Management Console or API."
            );
        SessionTagInput.Merge(r.Tags, null, null);
        var expires = c.Time.AddSeconds(r.DurationSeconds ?? DefaultSeconds);
        if (c.Caller.Session is { } session && expires > session.ExpiresAt)
            throw Errors.SessionDurationEscalationException(
                "The requested token duration would extend the session beyond its original expiration time. You cannot use "
                    + "this operation to extend the lifetime of a session beyond what was granted when the session was originally "
                    + "created."
            );
        if (made is not null)
            TokenKeys.Rotate(change, made.Made);
        return new GetWebIdentityTokenResponse { WebIdentityToken = tokens.Sign(c, change.Account, r, expires), Expiration = expires };
    }

    static bool IsAlgorithm(string name) => name is TokenKeys.Rsa or TokenKeys.EllipticCurve;
}

/// <summary>A new signing key.</summary>
sealed record NewTokenKey((TokenKey Key, string Private) Made)
{
    /// <summary>Leaves the private key out of the text.</summary>
    public override string ToString() => nameof(NewTokenKey);
}
