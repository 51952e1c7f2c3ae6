using System.Collections.Immutable;
using Mantle.CloudTrail.Entities;
using Mantle.Core.Storage;
using Mantle.Wire;

namespace Mantle.CloudTrail.Delivery;

/// <summary>
/// Delivers the log files of a trail, each event once. A plan with the files' names is stored first, then the files are written, then the
/// position moves on. After a crash the plan is carried out again and replaces what was written.
/// </summary>
sealed class LogDelivery(Trail trail, string? organizationId, ProgressStore state, TrailFiles files, ITrail store, ScannedPositions scanned)
{
    /// <summary>Delivers the events of an account up to now.</summary>
    public async Task DeliverAsync(AccountId accountId, DateTimeOffset now, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var source = Of(state.Current, accountId);
            EventBatch batch;
            var isInterrupted = source.Plan is not null;
            if (isInterrupted)
                batch = await ReadAsync(accountId, source.Position, source.Plan!.UpTo);
            else
            {
                var after = Math.Max(source.Position, scanned.Of(trail.Id, accountId));
                batch = await ReadAsync(accountId, after, null);
                if (batch.Files.Count == 0)
                {
                    scanned.Set(trail.Id, accountId, batch.UpTo);
                    if (batch.IsFull)
                        continue;
                    return;
                }
                var planned = source with { Position = after, Plan = new LogPlan(batch.UpTo, now) };
                await state.ChangeAsync(now, newest => Of(newest, accountId) == source ? With(newest, planned) : null);
                source = planned;
            }
            await WriteAsync(source, batch, now, cancellation);
            // Writing is an event too. A trail that selects it delivers it at the next run, and not for ever in this one.
            if (!isInterrupted && !batch.IsFull)
                return;
        }
    }

    Task<EventBatch> ReadAsync(AccountId accountId, long after, long? upTo) =>
        EventBatch.ReadAsync(store, trail, state.Current.Windows, accountId, after, upTo);

    /// <summary>Writes the files of a plan, and moves the position on.</summary>
    async Task WriteAsync(SourceProgress source, EventBatch batch, DateTimeOffset now, CancellationToken cancellation)
    {
        var delivered = new List<(string Region, DeliveredLog Log)>();
        try
        {
            foreach (var (region, file) in batch.Files)
            {
                var key = LogFile.KeyOf(trail, organizationId, source.AccountId, region, source.Position, source.Plan!);
                await files.WriteAsync(key, file.Content, null, cancellation);
                delivered.Add((region, file.As(trail.Bucket, key)));
            }
        }
        catch (ApiException error)
        {
            if (state.Current.DeliveryError != error.Code)
                await state.ChangeAsync(now, newest => newest with { DeliveryError = error.Code });
            throw;
        }
        var done = source with { Position = source.Plan!.UpTo, Plan = null };
        await state.ChangeAsync(
            now,
            newest =>
                Of(newest, source.AccountId) == source
                    ? With(newest, done) with
                    {
                        Chains = trail.HasDigests ? Added(newest.Chains, source.AccountId, delivered, now) : newest.Chains,
                        DeliveredAt = now,
                        DeliveryError = null,
                    }
                    : null
        );
    }

    static SourceProgress Of(TrailProgress progress, AccountId accountId) =>
        progress.Sources.FirstOrDefault(source => source.AccountId == accountId) ?? new SourceProgress(accountId, 0);

    static TrailProgress With(TrailProgress progress, SourceProgress source) =>
        progress with
        {
            Sources = [.. progress.Sources.Where(other => other.AccountId != source.AccountId), source],
        };

    /// <summary>The chains with the delivered files. The first file of another Region begins the chain there.</summary>
    ImmutableArray<DigestChain> Added(
        ImmutableArray<DigestChain> chains,
        AccountId accountId,
        List<(string Region, DeliveredLog Log)> delivered,
        DateTimeOffset now
    )
    {
        foreach (var (region, log) in delivered)
        {
            var chain =
                chains.FirstOrDefault(chain => chain.Is(accountId, region))
                ?? new DigestChain
                {
                    AccountId = accountId,
                    Region = region,
                    Start = chains.FirstOrDefault(home => home.Is(accountId, trail.HomeRegion))?.Start ?? DigestFile.Second(now),
                };
            chains = [.. chains.Where(other => !other.Is(accountId, region)), chain with { Logs = chain.Logs.Add(log) }];
        }
        return chains;
    }
}
