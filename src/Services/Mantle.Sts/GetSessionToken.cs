using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Wire;
using Mantle.Wire.Sts;

namespace Mantle.Sts;

[Operation(IssuesCredentials = true)]
sealed class GetSessionToken(SessionTokens tokens, MfaCodes codes)
{
    const int DefaultSeconds = 43_200,
        RootSeconds = 3_600;

    /// <summary>Every caller may call it: it needs no permission, and a deny has no effect.</summary>
    public static Access Requires(GetSessionTokenRequest r, Call c) =>
        c.Caller.Session is null ? Access.None : throw CommonErrors.AccessDenied("Cannot call GetSessionToken with session credentials");

    /// <summary>Verifies the MFA code. A call with a session's credentials is refused anyway, so it uses no code up.</summary>
    public async ValueTask<DateTimeOffset?> PrepareAsync(GetSessionTokenRequest r, Call c, CancellationToken cancellation)
    {
        if (c.Caller.Session is not null)
            return null;
        await Mfa.VerifyAsync(c, codes, r.SerialNumber, r.TokenCode);
        return c.MfaAt;
    }

    public GetSessionTokenResponse Execute(GetSessionTokenRequest r, Call c, DateTimeOffset? mfaAt)
    {
        var seconds = r.DurationSeconds ?? DefaultSeconds;
        if (c.Caller.IsRoot)
            seconds = Math.Min(seconds, RootSeconds);
        var issued = IssuedCredentials.For(
            c,
            tokens,
            c.Account.Id,
            SessionKind.SessionToken,
            c.Caller.UserId,
            TimeSpan.FromSeconds(seconds),
            session => session with { MfaAt = mfaAt }
        );
        return new GetSessionTokenResponse { Credentials = issued.Credentials };
    }
}
