using System.Diagnostics.Metrics;
using Mantle.Core.Telemetry;

namespace Mantle.Server.Telemetry;

/// <summary>Creates the meters of installations.</summary>
static class InstallationMeter
{
    static int made;

    /// <summary>
    /// Creates the meter of an installation. Its tag is the installation's number in the process, so that exporters can separate several.
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
