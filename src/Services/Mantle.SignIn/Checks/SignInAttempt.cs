namespace Mantle.SignIn.Checks;

/// <summary>What a person entered.</summary>
/// <param name="Account">Id or alias of the account.</param>
/// <param name="UserName">The user, or an access key of the root user.</param>
/// <param name="Password">The password, or the root user's secret access key.</param>
/// <param name="MfaCode">The code of the MFA device; empty in the first step.</param>
/// <param name="Ticket">What the first step gave in place of the password; empty in the first step.</param>
sealed record SignInAttempt(string Account, string UserName, string Password, string MfaCode, string Ticket)
{
    // A record prints its members otherwise, and these are secrets.
    public override string ToString() => nameof(SignInAttempt);
}
