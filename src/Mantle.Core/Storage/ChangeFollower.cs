using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Mantle.Core.Storage;

/// <summary>
/// Follows the change log and drops from this node's memory what other nodes changed. It does nothing if this process alone uses the
/// store.
/// </summary>
public sealed partial class ChangeFollower : IAsyncDisposable
{
    /// <summary>A node that has not read the log successfully for longer than this refuses calls.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    const int PageLength = 1_000;

    readonly IStore store;
    readonly Ledger ledger;
    readonly TimeProvider time;
    readonly ILogger logger;
    readonly Lock gate = new();
    readonly ConcurrentDictionary<string, Func<Task>> watched = new(StringComparer.Ordinal);
    readonly SemaphoreSlim round = new(1);
    readonly PeriodicTimer? timer;
    readonly Task loop;
    Task? next;
    long position,
        confirmedAt;

    ChangeFollower(IStore store, Ledger ledger, long position, TimeSpan? interval, TimeProvider time, ILogger logger)
    {
        (this.store, this.ledger, this.position, this.time, this.logger) = (store, ledger, position, time, logger);
        confirmedAt = time.GetTimestamp();
        ledger.Follower = this;
        timer = interval is { } period && store.IsShared ? new PeriodicTimer(period) : null;
        loop = timer is null ? Task.CompletedTask : Task.Run(RunAsync);
    }

    /// <summary>Starts at the end of the log, before the ledger has loaded anything.</summary>
    /// <param name="store">The store with the log.</param>
    /// <param name="ledger">The ledger to keep fresh.</param>
    /// <param name="interval">How often to read the log; null to read it only on request. Well below <see cref="Freshness"/>.</param>
    /// <param name="time">A clock that is never set back; only its timestamps are used.</param>
    /// <param name="logger">The log for failures.</param>
    public static async Task<ChangeFollower> StartAsync(
        IStore store,
        Ledger ledger,
        TimeSpan? interval,
        TimeProvider time,
        ILogger<ChangeFollower> logger
    ) => new(store, ledger, store.IsShared ? await store.NewestChangeAsync() : 0, interval, time, logger);

    /// <summary>Time since the log was last read successfully.</summary>
    public TimeSpan Unconfirmed => store.IsShared ? time.GetElapsedTime(Volatile.Read(ref confirmedAt)) : TimeSpan.Zero;

    /// <summary>Whether the node is up to date enough to decide calls.</summary>
    public bool IsFresh => Unconfirmed <= Freshness;

    /// <summary>Calls <paramref name="read"/> now, and again whenever a node has written the setting.</summary>
    public Task WatchAsync(string setting, Func<Task> read)
    {
        if (!store.IsShared)
            return Task.CompletedTask;
        watched[setting] = read;
        return read();
    }

    /// <summary>
    /// Returns when every change that was committed before the call is applied. Concurrent callers share one read of the log.
    /// </summary>
    /// <exception cref="Exception">The log could not be read.</exception>
    public Task CatchUpAsync()
    {
        if (!store.IsShared)
            return Task.CompletedTask;
        lock (gate)
            return next ??= RoundAsync();
    }

    async Task RoundAsync()
    {
        // Leave the lock first, so that the field is set before the read starts.
        await Task.Yield();
        await round.WaitAsync();
        try
        {
            // A caller from here on may have seen a commit that this read misses, so it must not join it.
            lock (gate)
                next = null;
            await ReadAsync();
        }
        finally
        {
            round.Release();
        }
    }

    async Task ReadAsync()
    {
        while (true)
        {
            var asked = time.GetTimestamp();
            var page = await store.ChangesAsync(position, PageLength, CancellationToken.None);
            foreach (var change in page)
            {
                if (change.Id.SettingName is not { } setting)
                    ledger.Follow(change);
                else if (watched.TryGetValue(setting, out var read))
                    await read();
                position = change.Sequence;
            }
            if (page.Count == PageLength)
                continue;
            Volatile.Write(ref confirmedAt, asked);
            return;
        }
    }

    async Task RunAsync()
    {
        var isFailing = false;
        while (await timer!.WaitForNextTickAsync())
            try
            {
                await CatchUpAsync();
                isFailing = false;
            }
            // Any failure: the node is not fresh until the log can be read again.
            catch (Exception error)
            {
                if (!isFailing)
                    Failed(logger, error);
                isFailing = true;
            }
    }

    public async ValueTask DisposeAsync()
    {
        timer?.Dispose();
        await loop;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The change log cannot be read; trying again")]
    static partial void Failed(ILogger logger, Exception error);
}
