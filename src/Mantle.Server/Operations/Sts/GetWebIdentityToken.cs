using Mantle.Server.Authorization;
using Mantle.Server.Federation;
using Mantle.Wire;
using Mantle.Wire.Sts;

namespace Mantle.Server.Operations.Sts;

[Operation(IssuesCredentials = true)]
static class GetWebIdentityToken
{
    const int DefaultSeconds = 300;

    /// <summary>Takes a new signing key into use where one is due. The token itself is of the account as it is afterwards.</summary>
    public static async ValueTask<Call> PrepareAsync(GetWebIdentityTokenRequest r, Call c, CancellationToken cancellation)
    {
        if (c.FindDenial(Requires(r, c)) is not null || !IsAlgorithm(r.SigningAlgorithm))
            return c;
        await TokenKeys.RotateAsync(c.Server, c.Account, r.SigningAlgorithm, c.Time);
        return c.In((await c.Server.Ledger.AccountAsync(c.Account.Id))!);
    }

    public static Access Requires(GetWebIdentityTokenRequest r, Call c)
    {
        var access = new Access("sts:GetWebIdentityToken", "*")
        {
            RequestTags = SessionTagInput.Of(r.Tags),
            Keys =
            [
                ("sts:DurationSeconds", (r.DurationSeconds ?? DefaultSeconds).ToString(CultureInfo.InvariantCulture)),
                ("sts:SigningAlgorithm", r.SigningAlgorithm),
            ],
            ListKeys = [("sts:IdentityTokenAudience", r.Audience)],
        };
        return r.Tags is { Count: > 0 } ? access with { And = [access.For("sts:TagGetWebIdentityToken")] } : access;
    }

    public static GetWebIdentityTokenResponse Execute(GetWebIdentityTokenRequest r, Call c, Call current)
    {
        if (!IsAlgorithm(r.SigningAlgorithm))
            throw CommonErrors.ValidationError($"1 validation error detected: Value '{r.SigningAlgorithm}' at 'signingAlgorithm' failed to satisfy constraint: Member must satisfy enum value set: [ES384, RS256]");
        if (current.Account.Outbound is not { Enabled: true })
            throw Errors.OutboundWebIdentityFederationDisabledException("The outbound web identity federation feature is not enabled for this account. To use this feature, you must first enable it through the Amazon Web Services Management Console or API.");
        SessionTagInput.Merge(r.Tags, null, null);
        var expires = c.Time.AddSeconds(r.DurationSeconds ?? DefaultSeconds);
        if (c.Caller.Session is { } session && expires > session.ExpiresAt)
            throw Errors.SessionDurationEscalationException("The requested token duration would extend the session beyond its original expiration time. You cannot use this operation to extend the lifetime of a session beyond what was granted when the session was originally created.");
        return new GetWebIdentityTokenResponse { WebIdentityToken = OutboundTokens.Sign(current, r, expires), Expiration = expires };
    }

    static bool IsAlgorithm(string name) => name is TokenKeys.Rsa or TokenKeys.EllipticCurve;
}
