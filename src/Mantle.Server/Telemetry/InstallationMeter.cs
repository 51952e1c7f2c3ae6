using System.Diagnostics.Metrics;
using Mantle.Core.Telemetry;

namespace Mantle.Server.Telemetry;

/// <summary>Makes the meters of installations.</summary>
static class InstallationMeter
{
    static int made;

    /// <summary>
    /// The meter of one more installation. Its tag counts the installations of the process: an exporter that hears of two keeps them apart.
    /// </summary>
    public static Meter Create(IMeterFactory meters) =>
        meters.Create(
            new MeterOptions(InstallationTelemetry.Name)
            {
                Version = typeof(InstallationMeter).Assembly.GetName().Version?.ToString(3),
                Tags = [new("mantle.installation", Interlocked.Increment(ref made))],
            }
        );
}
