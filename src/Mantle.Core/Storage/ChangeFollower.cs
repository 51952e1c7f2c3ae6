using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Mantle.Core.Storage;

/// <summary>
/// Follows the change log, so that what other nodes changed leaves this node's memory. Where the store is used by this process alone there
/// is nothing to follow.
/// </summary>
public sealed partial class ChangeFollower : IAsyncDisposable
{
    /// <summary>A node that could not confirm its place in the log for longer than this decides nothing.</summary>
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

    /// <summary>Begins at the end of the log, before the ledger has loaded anything.</summary>
    /// <param name="store">Whose log it is.</param>
    /// <param name="ledger">What is kept fresh.</param>
    /// <param name="interval">How often the log is read; null for only when asked. Well below <see cref="Freshness"/>.</param>
    /// <param name="time">A clock that nobody sets back; only its timestamps are used.</param>
    /// <param name="logger">The log for failures.</param>
    public static async Task<ChangeFollower> StartAsync(
        IStore store,
        Ledger ledger,
        TimeSpan? interval,
        TimeProvider time,
        ILogger<ChangeFollower> logger
    ) => new(store, ledger, store.IsShared ? await store.NewestChangeAsync() : 0, interval, time, logger);

    /// <summary>For how long the node has not known what others changed.</summary>
    public TimeSpan Unconfirmed => store.IsShared ? time.GetElapsedTime(Volatile.Read(ref confirmedAt)) : TimeSpan.Zero;

    /// <summary>Whether the node may decide.</summary>
    public bool IsFresh => Unconfirmed <= Freshness;

    /// <summary>Has a setting read again whenever a node has written it, and once now.</summary>
    public Task WatchAsync(string setting, Func<Task> read)
    {
        if (!store.IsShared)
            return Task.CompletedTask;
        watched[setting] = read;
        return read();
    }

    /// <summary>Returns when everything is taken over that was committed before the call. Those who wait share a look at the log.</summary>
    /// <exception cref="Exception">The log cannot be read.</exception>
    public Task CatchUpAsync()
    {
        if (!store.IsShared)
            return Task.CompletedTask;
        lock (gate)
            return next ??= RoundAsync();
    }

    async Task RoundAsync()
    {
        // Not within the lock: the field is set first.
        await Task.Yield();
        await round.WaitAsync();
        try
        {
            // Who comes from here on may have seen a commit that this look no longer finds.
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
            // Whatever it is, the node is not fresh until it has passed.
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
