using System.Collections.Concurrent;
using Mantle.Core.Accounts;
using Mantle.Core.Authentication;
using Mantle.SignIn.Entities;

namespace Mantle.SignIn.Authorize;

/// <summary>What is recorded of attempts to sign in that were refused.</summary>
sealed class FailedSignIns
{
    /// <summary>What the event says of them.</summary>
    public const string Failure = "Failure";

    /// <summary>How many are recorded in a minute, for each account.</summary>
    const int RecordedPerMinute = 60;

    readonly ConcurrentDictionary<AccountId, (long Minute, int Count)> counts = new();

    /// <summary>Whether one more is recorded in the account's trail.</summary>
    public bool MayRecord(AccountId accountId, DateTimeOffset now)
    {
        var minute = now.ToUnixTimeSeconds() / 60;
        var (_, count) = counts.AddOrUpdate(
            accountId,
            (minute, 1),
            (_, before) => before.Minute == minute ? (minute, before.Count + 1) : (minute, 1)
        );
        return count <= RecordedPerMinute;
    }

    /// <summary>AWS's texts: they tell the account's trail what the page does not tell.</summary>
    public static string Message(Caller? caller) => caller is null ? "No username found in supplied account" : "Failed authentication";

    /// <summary>Whom an attempt claimed to be.</summary>
    public static Caller? CallerOf(Account account, string principalId, DateTimeOffset now) =>
        Caller.OfSession(
            account,
            new SignInStatement
            {
                Arn = account.RootArn.ToString(),
                PrincipalId = principalId,
                Time = now,
                PasswordStamp = "",
            }.ToSession(account.Id, now, now) with
            {
                AccessKeyId = "",
                SignInArn = null,
            }
        );
}
