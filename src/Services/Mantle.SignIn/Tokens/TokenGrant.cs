using Mantle.Core.Accounts;
using Mantle.SignIn.Entities;
using Mantle.Wire;

namespace Mantle.SignIn.Tokens;

/// <summary>What a request for tokens was found to be, before it is known whether it is granted.</summary>
/// <param name="Account">The account of the person.</param>
/// <param name="ClientId">The program.</param>
/// <param name="KeyThumbprint">The program's key.</param>
/// <param name="SignIn">The person's sign-in.</param>
/// <param name="CodeId">The authorization code that is used up; null for a refresh token.</param>
/// <param name="Refusal">Why it is refused although the code or token is a genuine one; null if it is not.</param>
sealed record TokenGrant(
    Account Account,
    string ClientId,
    string KeyThumbprint,
    SignInStatement SignIn,
    string? CodeId,
    ApiException? Refusal
);
