using Mantle.Core.Modules;
using Mantle.Core.Storage;
using Microsoft.Extensions.Logging;

namespace Mantle.Server.Hosting;

/// <summary>
/// Runs every minute: drops idle accounts, enforces the memory budget, and runs the services' chores.
/// </summary>
sealed partial class Housekeeping : IAsyncDisposable
{
    static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>Accounts that were not used for this many minutes are dropped from memory.</summary>
    const int Idle = 15;

    readonly CancellationTokenSource stopping = new();
    readonly PeriodicTimer timer = new(Interval);
    readonly Task loop;

    public Housekeeping(
        Ledger ledger,
        MemoryBudget budget,
        IReadOnlyList<Chore> chores,
        LeasedChores leased,
        TimeProvider time,
        ILogger<Housekeeping> logger
    ) => loop = RunAsync(ledger, budget, chores, leased, time, logger);

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
        await loop;
        stopping.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Housekeeping failed ({Chore}); trying again in a minute")]
    static partial void Failed(ILogger logger, string chore, Exception error);
}
