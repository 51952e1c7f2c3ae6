using Mantle.Core.Modules;
using Mantle.Core.Storage;
using Microsoft.Extensions.Logging;

namespace Mantle.Server.Hosting;

/// <summary>
/// What a server does every minute on its own: idle accounts and what is over the memory budget leave memory, and services do their chores.
/// </summary>
sealed partial class Housekeeping : IAsyncDisposable
{
    static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>An account that was not used for so many minutes is loaded again when it is.</summary>
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
        // Starting is not kept waiting by it.
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

    /// <summary>A chore that fails does not keep the others from being done.</summary>
    async Task RunAsync(Chore chore, LeasedChores leased, TimeProvider time, ILogger logger)
    {
        try
        {
            await leased.RunAsync(chore, time.GetUtcNow(), stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The server ends; what is left is due the next time.
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
