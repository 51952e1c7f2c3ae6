using System.Diagnostics.Metrics;
using Mantle.Core.Audit;
using Mantle.Core.Storage;

namespace Mantle.Server.Telemetry;

/// <summary>Gauges of an installation's queues and memory, read on demand.</summary>
static class InstallationGauges
{
    public static void Add(Meter meter, Ledger ledger, Recorder recorder, MemoryBudget budget)
    {
        meter.CreateObservableGauge(
            "mantle.commit.queue.length",
            () => ledger.QueuedCommits,
            "{commit}",
            "Commits that wait to be flushed."
        );
        meter.CreateObservableGauge("mantle.trail.queue.length", () => recorder.QueuedEvents, "{event}", "Events that wait for the trail.");
        meter.CreateObservableGauge("mantle.memory.accounts", () => ledger.LoadedAccounts().Count(), "{account}", "Accounts in memory.");
        meter.CreateObservableGauge("mantle.memory.used", () => budget.Taken, "By", "What accounts and policies take, estimated.");
        meter.CreateObservableGauge("mantle.memory.limit", () => budget.Limit, "By", "The memory budget.");
    }
}
