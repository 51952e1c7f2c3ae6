using System.Text.Json;
using Mantle.Core.Secrets;

namespace Mantle.SignIn.Entities;

/// <summary>
/// That the password was right, while the MFA code is asked for. The page has it as a sealed text, so that the password is sent once only.
/// </summary>
/// <param name="AccountId">The account.</param>
/// <param name="PrincipalId">Unique id of the user; for the root user, the account id.</param>
/// <param name="PasswordStamp">The password that was right.</param>
/// <param name="Purpose">What is signed in for. A ticket for one purpose is no good for another.</param>
/// <param name="Expires">When the ticket ends.</param>
sealed record SignInTicket(string AccountId, string PrincipalId, string PasswordStamp, string Purpose, DateTimeOffset Expires)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    public string Seal(SealedTokens tokens) => tokens.Seal(JsonSerializer.Serialize(this, SignInEntities.Default.SignInTicket));

    public static SignInTicket? Open(SealedTokens tokens, string text) =>
        tokens.Open(text) is { } json ? JsonSerializer.Deserialize(json, SignInEntities.Default.SignInTicket) : null;
}
