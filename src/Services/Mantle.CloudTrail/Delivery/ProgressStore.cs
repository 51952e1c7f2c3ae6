using Mantle.CloudTrail.Entities;
using Mantle.Core.Secrets;
using Mantle.Core.Storage;

namespace Mantle.CloudTrail.Delivery;

/// <summary>
/// Reads and changes the state of a trail's delivery. A change is a commit of the trail's account, which fails if another node changed
/// the account since.
/// </summary>
sealed class ProgressStore(Ledger ledger, SecretBox secrets, AccountId accountId, string trailId, TrailProgress progress)
{
    /// <summary>The state after the last change.</summary>
    public TrailProgress Current { get; private set; } = progress;

    /// <summary>Changes the newest state.</summary>
    /// <param name="now">The time of the commit.</param>
    /// <param name="change">The next state; null if what was worked on is no longer as it was, because another node worked on it.</param>
    /// <exception cref="StoreException">The state is not as it was, or could not be stored. Delivery goes on at the next run.</exception>
    public async Task ChangeAsync(DateTimeOffset now, Func<TrailProgress, TrailProgress?> change)
    {
        using var turn = await ledger.TurnAsync(accountId);
        if (turn.Account.TrailProgress.Find(trailId) is not { } newest || change(newest) is not { } next)
            throw new StoreException("The trail was deleted, or another node delivers it.");
        var write = new Change(secrets, now, turn.Account);
        write.Put(next);
        await turn.CommitAsync(now, write.Finish(), null);
        Current = next;
    }
}
