using Mantle.Core.Accounts;
using Mantle.SignIn.Entities;

namespace Mantle.SignIn;

/// <summary>The entities of AWS Sign-In in an account.</summary>
static class SignInSlices
{
    extension(Account account)
    {
        public Table<AuthorizationCode> AuthorizationCodes => account.Slices.Table<AuthorizationCode>();
    }
}
