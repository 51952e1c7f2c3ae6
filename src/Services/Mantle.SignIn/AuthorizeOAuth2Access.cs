using Mantle.Core.Authorization;
using Mantle.SignIn.Clients;
using Mantle.SignIn.Entities;
using Mantle.Wire;
using Mantle.Wire.SignIn;

namespace Mantle.SignIn;

/// <summary>
/// Gives a program the code with which it can fetch credentials of the person who signed in
/// (<see href="https://docs.aws.amazon.com/signin/latest/userguide/command-line-sign-in.html"/>).
/// </summary>
[Operation]
static class AuthorizeOAuth2Access
{
    public static Access Requires(AuthorizeOAuth2AccessRequest r, Call c) => PublicClient.To(c, Actions.AuthorizeOAuth2Access, r.ClientId);

    public static AuthorizeOAuth2AccessResponse Execute(AuthorizeOAuth2AccessRequest r, Change change)
    {
        var signIn =
            change.Call.View.Find<SignInStatement>() ?? throw CommonErrors.AccessDenied("Only the sign-in page can ask for a code.");
        foreach (var expired in change.Account.AuthorizationCodes.All.Where(code => code.ExpirationDate <= change.Time).ToList())
            change.Remove(expired);
        var (id, code, hash) = AuthorizationCode.New(change.Account.Id);
        change.Put(
            new AuthorizationCode
            {
                Id = id,
                Hash = hash,
                ClientId = r.ClientId,
                RedirectUri = r.RedirectUri,
                CodeChallenge = r.CodeChallenge,
                SignIn = signIn,
                ExpirationDate = change.Time + AuthorizationCode.Lifetime,
            }
        );
        return new() { Code = code };
    }
}
