using Mantle.Server.Authentication;
using Mantle.Server.Operations.S3.Lifecycle;
using Mantle.Server.Storage;
using Microsoft.Extensions.Logging;

namespace Mantle.Server.Hosting;

/// <summary>What a server does every minute on its own: session keys get their successors, idle accounts and what is over the memory budget leave memory, and once a day lifecycle rules are carried out.</summary>
sealed partial class Housekeeping : IAsyncDisposable
{
    static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>An account that was not used for so many minutes is loaded again when it is.</summary>
    const int Idle = 15;

    readonly PeriodicTimer timer = new(Interval);
    readonly Task loop;

    public Housekeeping(Services services, ILogger<Housekeeping> logger) => loop = RunAsync(services, logger);

    async Task RunAsync(Services services, ILogger logger)
    {
        var budget = new MemoryBudget(services.Ledger, services.Options.MemoryBudget);
        do
        {
            try
            {
                services.Ledger.Tick();
                services.Ledger.ForgetIdle(Idle);
                budget.Enforce();
                await RunLifecyclesAsync(services);
                await SessionKeyRotation.RotateIfDueAsync(services.SessionKeys, services.Options.SessionKeyLifetime, services.Time.GetUtcNow());
            }
            catch (Exception error)
            {
                Failed(logger, error);
            }
        }
        while (await timer.WaitForNextTickAsync());
    }

    DateOnly lifecyclesRanOn;

    /// <summary>Once a day, as S3 does.</summary>
    async Task RunLifecyclesAsync(Services services)
    {
        var today = DateOnly.FromDateTime(services.Time.GetUtcNow().UtcDateTime);
        if (today == lifecyclesRanOn)
            return;
        await new LifecycleRun(services).RunAsync();
        lifecyclesRanOn = today;
    }

    public async ValueTask DisposeAsync()
    {
        timer.Dispose();
        await loop;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Housekeeping failed; trying again in a minute")]
    static partial void Failed(ILogger logger, Exception error);
}
