using Mantle.Core.Accounts;

namespace Mantle.SignIn.Entities;

/// <summary>The entities of AWS Sign-In in an account.</summary>
static class SignInSlices
{
    extension(Account account)
    {
        public Table<AuthorizationCode> AuthorizationCodes => account.Slices.Table<AuthorizationCode>();
    }
}
