using Mantle.Server.Accounts;

namespace Mantle.Server.Authorization;

/// <summary>
/// Accounts that were closed: nobody acts for them, and what they own answers nobody
/// (<see href="https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-closing.html"/>).
/// </summary>
static class ClosedAccounts
{
    /// <summary>Whether an account of the call's view was closed.</summary>
    public static bool IsClosed(this Call call, Account account) =>
        call.OrganizationOf(account)?.Members.Find(account.Id)?.State == Member.Suspended;
}
