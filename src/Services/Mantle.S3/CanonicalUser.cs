using System.Security.Cryptography;
using System.Text;
using Mantle.Core.Accounts;
using Mantle.Wire.S3;

namespace Mantle.S3;

/// <summary>
/// An account's canonical user ID, 64 hexadecimal digits. AWS draws one at random for each account; Mantle derives it from the account ID.
/// </summary>
static class CanonicalUser
{
    public static string Id(Account account) => Id(account.Id);

    public static string Id(AccountId accountId) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"canonical user of account {accountId}")));

    public static Owner Owner(AccountId accountId) => new() { ID = Id(accountId) };

    public static Owner Owner(Account account) => new() { ID = Id(account) };
}
