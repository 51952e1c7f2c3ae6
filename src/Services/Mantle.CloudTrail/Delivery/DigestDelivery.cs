using Mantle.CloudTrail.Entities;
using Mantle.Wire;

namespace Mantle.CloudTrail.Delivery;

/// <summary>
/// Delivers the digest files of a trail. As with log files, the plan of a file is stored first, then the file is written, then the chain
/// goes on. The same plan makes the same file.
/// </summary>
sealed class DigestDelivery(Trail trail, string? organizationId, ProgressStore state, TrailFiles files, DigestKeys keys, TimeSpan interval)
{
    /// <summary>
    /// How long after a trail stopped its last digest file is written. The events of calls that were under way then are in the store by
    /// then.
    /// </summary>
    static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    /// <summary>Begins the chain of the home Region, which has digest files even when there are no log files.</summary>
    public async Task BeginAsync(AccountId accountId, DateTimeOffset now)
    {
        var progress = state.Current;
        if (!trail.HasDigests || progress.Chains.Any(chain => chain.Is(accountId, trail.HomeRegion)))
            return;
        await keys.CurrentAsync(now);
        // What was delivered before digest files were wanted belongs to none.
        var begun = progress.Windows[^1].Start;
        var start = progress.DeliveredAt > begun ? now : begun;
        var chain = new DigestChain
        {
            AccountId = accountId,
            Region = trail.HomeRegion,
            Start = DigestFile.Second(start),
        };
        await state.ChangeAsync(
            now,
            newest =>
                newest.Chains.Any(other => other.Is(accountId, trail.HomeRegion))
                    ? newest
                    : newest with
                    {
                        Chains = newest.Chains.Add(chain),
                    }
        );
    }

    /// <summary>Delivers the digest files of the periods that have ended. Those that ended while no server ran become one.</summary>
    public async Task DeliverDueAsync(AccountId accountId, DateTimeOffset now, CancellationToken cancellation)
    {
        foreach (var chain in state.Current.Chains)
        {
            if (chain.AccountId != accountId)
                continue;
            var periods = (now - chain.Start).Ticks / interval.Ticks;
            if (chain.Plan is not null || periods > 0)
                await DeliverAsync(chain, chain.Start + (interval * periods), now, cancellation);
        }
    }

    /// <summary>
    /// Delivers the last digest files of chains that end, because the trail stopped or has no digest files any more, and forgets the times
    /// that are over.
    /// </summary>
    public async Task EndAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var hasStopped = state.Current.Windows.All(window => window.Stop + Settling <= now);
        var end = DigestFile.Second(now);
        if (hasStopped || !trail.HasDigests)
            foreach (var chain in state.Current.Chains)
                if (chain.Plan is not null || chain.Start < end)
                    await DeliverAsync(chain, end, now, cancellation);
                else if (!chain.Logs.IsEmpty)
                    // The second in which the chain's last file ended is not over yet.
                    return;
        var isOver = state.Current.Windows.Any(window => window.Stop + Settling <= now);
        if (!isOver && (trail.HasDigests || state.Current.Chains.IsEmpty))
            return;
        await state.ChangeAsync(
            now,
            newest =>
                newest with
                {
                    Windows = [.. newest.Windows.Where(window => !(window.Stop + Settling <= now))],
                    Chains = hasStopped || !trail.HasDigests ? [] : newest.Chains,
                }
        );
    }

    async Task DeliverAsync(DigestChain chain, DateTimeOffset end, DateTimeOffset now, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (chain.Plan is null)
        {
            var planned = chain with { Plan = new DigestPlan(end, chain.Logs.Length, await keys.CurrentAsync(now)) };
            await ReplaceAsync(chain, planned, now, delivered: false);
            chain = planned;
        }
        var plan = chain.Plan!;
        using var key = await keys.OpenAsync(plan.Fingerprint, now);
        var file = new DigestFile(trail, organizationId, chain, plan, key);
        try
        {
            await files.WriteAsync(file.Key, file.Content, file.Metadata, cancellation);
        }
        catch (ApiException error)
        {
            if (state.Current.DigestError != error.Code)
                await state.ChangeAsync(now, newest => newest with { DigestError = error.Code });
            throw;
        }
        var next = chain with { Start = plan.End, Logs = chain.Logs[plan.Logs..], Previous = file.Link, Plan = null };
        await ReplaceAsync(chain, next, now, delivered: true);
    }

    Task ReplaceAsync(DigestChain chain, DigestChain next, DateTimeOffset now, bool delivered) =>
        state.ChangeAsync(
            now,
            newest =>
                newest.Chains.FirstOrDefault(other => other.Is(chain.AccountId, chain.Region)) is { } current && IsSame(current, chain)
                    ? newest with
                    {
                        Chains = [.. newest.Chains.Select(other => ReferenceEquals(other, current) ? next : other)],
                        DigestDeliveredAt = delivered ? now : newest.DigestDeliveredAt,
                        DigestError = delivered ? null : newest.DigestError,
                    }
                    : null
        );

    static bool IsSame(DigestChain one, DigestChain other) =>
        one.Start == other.Start && one.Plan == other.Plan && one.Logs.Length == other.Logs.Length;
}
