using System.Collections.Concurrent;

namespace Mantle.RolesAnywhere.Sessions;

/// <summary>
/// How many refused certificates of an account are recorded in a minute. There is a limit because anybody can send them.
/// </summary>
sealed class RefusalLimit
{
    const int RecordedPerMinute = 60;

    readonly ConcurrentDictionary<AccountId, (long Minute, int Count)> refused = new();

    /// <summary>Whether one more is recorded.</summary>
    public bool Allows(AccountId account, DateTimeOffset now)
    {
        var minute = now.ToUnixTimeSeconds() / 60;
        var (_, count) = refused.AddOrUpdate(
            account,
            (minute, 1),
            (_, before) => before.Minute == minute ? (minute, before.Count + 1) : (minute, 1)
        );
        return count <= RecordedPerMinute;
    }
}
