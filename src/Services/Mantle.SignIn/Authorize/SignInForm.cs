using System.Text;
using Mantle.SignIn.Checks;
using Microsoft.AspNetCore.WebUtilities;

namespace Mantle.SignIn.Authorize;

/// <summary>The fields of the sign-in page.</summary>
static class SignInForm
{
    public const string Account = "account",
        UserName = "username",
        Password = "password",
        MfaCode = "mfacode",
        Ticket = "ticket";

    const int Longest = 4_096;

    public static SignInAttempt Parse(ReadOnlySpan<byte> body)
    {
        var form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body));
        string Field(string name) => form.TryGetValue(name, out var values) && values is [{ Length: <= Longest } value] ? value : "";
        return new SignInAttempt(Field(Account), Field(UserName), Field(Password), Field(MfaCode), Field(Ticket));
    }
}
