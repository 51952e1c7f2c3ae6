using Mantle.Server.Authentication;
using Mantle.Server.Authorization;
using Mantle.Wire;
using Mantle.Wire.Sts;

namespace Mantle.Server.Operations.Sts;

[Operation(IssuesCredentials = true)]
static class GetSessionToken
{
    const int DefaultSeconds = 43_200, RootSeconds = 3_600;

    /// <summary>Needs no permission, and no policy can forbid it.</summary>
    public static Access Requires(GetSessionTokenRequest r, Call c) => c.Caller.Session is null
        ? Access.None
        : throw CommonErrors.AccessDenied("Cannot call GetSessionToken with session credentials");

    /// <summary>Verifies the MFA code; sessions, which are refused anyway, use none up.</summary>
    public static async ValueTask<DateTimeOffset?> PrepareAsync(GetSessionTokenRequest r, Call c, CancellationToken cancellation)
    {
        if (c.Caller.Session is not null)
            return null;
        await Mfa.VerifyAsync(c, r.SerialNumber, r.TokenCode);
        return c.MfaAt;
    }

    public static GetSessionTokenResponse Execute(GetSessionTokenRequest r, Call c, DateTimeOffset? mfaAt)
    {
        var seconds = r.DurationSeconds ?? DefaultSeconds;
        if (c.Caller.IsRoot)
            seconds = Math.Min(seconds, RootSeconds);
        var issued = IssuedCredentials.For(c, c.Account.Id, SessionKind.SessionToken, c.Caller.UserId, TimeSpan.FromSeconds(seconds), session => session with { MfaAt = mfaAt });
        return new GetSessionTokenResponse { Credentials = issued.Credentials };
    }
}
