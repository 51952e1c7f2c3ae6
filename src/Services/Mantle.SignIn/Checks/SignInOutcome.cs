using Mantle.Core.Accounts;
using Mantle.SignIn.Entities;

namespace Mantle.SignIn.Checks;

/// <summary>How an attempt to sign in ended.</summary>
abstract record SignInOutcome
{
    SignInOutcome() { }

    /// <summary>The person is who they say.</summary>
    /// <param name="Account">The account.</param>
    /// <param name="PrincipalId">The user, or for the root user the account.</param>
    /// <param name="PasswordStamp">The password that was right.</param>
    /// <param name="MfaTime">When the MFA code was verified; null if none was asked for.</param>
    public sealed record SignedIn(Account Account, string PrincipalId, string PasswordStamp, DateTimeOffset? MfaTime) : SignInOutcome
    {
        /// <summary>Serial number of the MFA device whose code it was; null if none was asked for.</summary>
        public string? MfaSerialNumber { get; init; }

        /// <summary>The statement of a new sign-in session.</summary>
        public SignInStatement ToStatement(string region, DateTimeOffset now) =>
            new()
            {
                Arn = $"arn:aws:signin:{region}:{Account.Id}:session/{Guid.NewGuid():D}",
                PrincipalId = PrincipalId,
                Time = now,
                MfaTime = MfaTime,
                PasswordStamp = PasswordStamp,
            };
    }

    /// <summary>The password is right, and the person has an MFA device.</summary>
    /// <param name="Ticket">What the next attempt has in place of the password.</param>
    public sealed record NeedsMfa(string Ticket) : SignInOutcome;

    /// <summary>The person is refused.</summary>
    /// <param name="Message">For the person. It does not tell a wrong password from an unknown user.</param>
    /// <param name="Account">The account; null if there is none.</param>
    /// <param name="PrincipalId">The user, or for the root user the account; null if there is none.</param>
    public sealed record Refused(string Message, Account? Account, string? PrincipalId) : SignInOutcome
    {
        /// <summary>Whether it was the MFA code that was wrong.</summary>
        public bool IsOfMfaCode { get; init; }
    }
}
