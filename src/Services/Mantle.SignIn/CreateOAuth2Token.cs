using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.SignIn.Clients;
using Mantle.SignIn.Entities;
using Mantle.SignIn.Tokens;
using Mantle.Sts;
using Mantle.Wire;
using Mantle.Wire.SignIn;

namespace Mantle.SignIn;

/// <summary>
/// Gives a program credentials of a person who signed in, for a quarter of an hour, and a token to fetch the next ones with
/// (<see href="https://docs.aws.amazon.com/signin/latest/APIReference/API_CreateOAuth2Token.html"/>).
/// </summary>
[Operation(IssuesCredentials = true)]
sealed class CreateOAuth2Token(SessionTokens tokens, SignInKeys keys)
{
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>A code or refresh token that is genuine and refused all the same is in the person's trail.</summary>
    public static ValueTask<TokenGrant> PrepareAsync(CreateOAuth2TokenRequest r, Call c, CancellationToken cancellation)
    {
        var grant = c.View.Find<TokenGrant>() ?? throw CommonErrors.AccessDenied("The call brings no proof of who calls.");
        return grant.Refusal is null ? new(grant) : throw grant.Refusal;
    }

    public static Access Requires(CreateOAuth2TokenRequest r, Call c, TokenGrant grant) =>
        PublicClient.To(c, Actions.CreateOAuth2Token, grant.ClientId);

    public CreateOAuth2TokenResponse Execute(CreateOAuth2TokenRequest r, Change change, TokenGrant grant)
    {
        var signIn = grant.SignIn;
        if (!signIn.IsCurrent(change.Account))
            throw TokenErrors.CredentialsChanged();
        // The code is used up in the turn and together with the event: nobody can use it twice.
        if (grant.CodeId is { } code)
            change.Remove(change.Account.AuthorizationCodes.Find(code) ?? throw TokenErrors.CodeExpired());
        var left = signIn.Ends - change.Time;
        if (left < TimeSpan.FromSeconds(1))
            throw TokenErrors.TokenExpired();
        var lifetime = left < Longest ? left : Longest;
        var issued = IssuedCredentials
            .For(
                change.Call,
                tokens,
                change.Account.Id,
                SessionKind.SignIn,
                signIn.PrincipalId,
                lifetime,
                session => session with { MfaAt = signIn.MfaTime, SignInArn = signIn.Arn }
            )
            .Credentials;
        return new()
        {
            TokenOutput = new()
            {
                AccessToken = new()
                {
                    AccessKeyId = issued.AccessKeyId,
                    SecretAccessKey = issued.SecretAccessKey,
                    SessionToken = issued.SessionToken,
                },
                ExpiresIn = (int)lifetime.TotalSeconds,
                TokenType = "aws_sigv4",
                RefreshToken = new RefreshStatement(change.Account.Id, grant.ClientId, grant.KeyThumbprint, signIn).Seal(
                    keys.RefreshTokens
                ),
                IdToken = grant.CodeId is null
                    ? null
                    : IdToken.Of(keys.Ring, keys.Issuer, grant.ClientId, change.Call.Caller.Arn, change.Time, change.Time + lifetime),
            },
        };
    }
}
