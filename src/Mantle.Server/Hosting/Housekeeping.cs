using Mantle.Core.Modules;
using Mantle.Core.Storage;
using Microsoft.Extensions.Logging;

namespace Mantle.Server.Hosting;

/// <summary>
/// Runs every minute: drops idle accounts, enforces the memory budget, and runs the services' chores. A chore with an interval of its own
/// runs beside.
/// </summary>
sealed partial class Housekeeping : IAsyncDisposable
{
    static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>Accounts that were not used for this many minutes are dropped from memory.</summary>
    const int Idle = 15;

    readonly CancellationTokenSource stopping = new();
    readonly PeriodicTimer timer = new(Interval);
    readonly List<PeriodicTimer> ownTimers = [];
    readonly Task loop;

    public Housekeeping(
        Ledger ledger,
        MemoryBudget budget,
        IReadOnlyList<Chore> chores,
        LeasedChores leased,
        TimeProvider time,
        ILogger<Housekeeping> logger
    )
    {
        var loops = new List<Task> { RunAsync(ledger, budget, [.. chores.Where(chore => chore.Interval is null)], leased, time, logger) };
        foreach (var chore in chores)
            if (chore.Interval is { } interval)
            {
                var own = new PeriodicTimer(interval);
                ownTimers.Add(own);
                loops.Add(RunAsync(chore, own, leased, time, logger));
            }
        loop = Task.WhenAll(loops);
    }

    /// <summary>Runs a chore that has an interval of its own.</summary>
    async Task RunAsync(Chore chore, PeriodicTimer own, LeasedChores leased, TimeProvider time, ILogger logger)
    {
        await Task.Yield();
        while (await own.WaitForNextTickAsync())
            await RunAsync(chore, leased, time, logger);
    }

    async Task RunAsync(
        Ledger ledger,
        MemoryBudget budget,
        IReadOnlyList<Chore> chores,
        LeasedChores leased,
        TimeProvider time,
        ILogger logger
    )
    {
        // Leave the starting thread first, so that the first run does not delay the start.
        await Task.Yield();
        do
        {
            ledger.Tick();
            ledger.ForgetIdle(Idle);
            budget.Enforce();
            foreach (var chore in chores)
                await RunAsync(chore, leased, time, logger);
        } while (await timer.WaitForNextTickAsync());
    }

    /// <summary>Runs a chore. Its failure does not stop the other chores.</summary>
    async Task RunAsync(Chore chore, LeasedChores leased, TimeProvider time, ILogger logger)
    {
        try
        {
            await leased.RunAsync(chore, time.GetUtcNow(), stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The server stops; the rest is due on the next run.
        }
        catch (Exception error)
        {
            Failed(logger, chore.Name, error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        timer.Dispose();
        ownTimers.ForEach(own => own.Dispose());
        await loop;
        stopping.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Housekeeping failed ({Chore}); trying again in a minute")]
    static partial void Failed(ILogger logger, string chore, Exception error);
}
