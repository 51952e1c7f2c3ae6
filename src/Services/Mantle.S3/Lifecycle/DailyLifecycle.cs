using Mantle.Core.Storage;
using Mantle.S3.Store;
using Microsoft.Extensions.Logging;

namespace Mantle.S3.Lifecycle;

/// <summary>Carries out lifecycle rules once a day, as S3 does.</summary>
sealed class DailyLifecycle(ObjectStore objects, Ledger ledger, ILogger<DailyLifecycle> logger)
{
    DateOnly ranOn;

    public async Task RunAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (today == ranOn)
            return;
        await new LifecycleRun(objects, ledger, now, logger).RunAsync(cancellation);
        ranOn = today;
    }
}
