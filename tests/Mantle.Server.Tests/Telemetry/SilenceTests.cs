using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Mantle.Core.Telemetry;
using Mantle.Http;
using Mantle.Policy;
using Mantle.Server.Telemetry;
using Mantle.Server.Tests.Support;
using Mantle.Wire;
using Microsoft.AspNetCore.Http;

namespace Mantle.Server.Tests.Telemetry;

/// <summary>Without a listener nothing is measured and nothing is allocated.</summary>
[Collection(ServerCollection.Name)]
public sealed class SilenceTests(TestServer server)
{
    [Fact]
    public void What_nobody_hears_allocates_nothing()
    {
        using var meter = new Meter(InstallationTelemetry.Name);
        var telemetry = new InstallationTelemetry(meter);
        var requests = new RequestInstruments(telemetry);
        var (module, http) = (server.Server.Modules[0], new DefaultHttpContext());
        var exchange = new Exchange(http, DateTimeOffset.UnixEpoch);
        var error = CommonErrors.AccessDenied("no").Error;
        Assert.Equal(default, requests.Begin(http));
        Assert.Equal(0, telemetry.Commits.Begin());
        Assert.Equal(0, Allocated(Record));
        using (new MeterTap(meter))
            Assert.NotEqual(0, Allocated(Record));

        void Record()
        {
            var watch = requests.Begin(http);
            telemetry.Caches.Count(CacheInstruments.SigningKeys, isHit: true);
            telemetry.Caches.Count(CacheInstruments.SessionTokens, isHit: false);
            using (telemetry.Decisions.Begin())
                telemetry.Decisions.Count(new Decision(DecisionOutcome.ExplicitDeny, PolicyLayer.SessionPolicy, -1, null));
            using (telemetry.Commits.Wait())
                telemetry.Commits.End(telemetry.Commits.Begin(), 3, isWritten: true);
            using (telemetry.Trail.Wait())
                telemetry.Trail.End(telemetry.Trail.Begin(), 3, isWritten: false);
            requests.End(watch, exchange, module, error, isAnswered: true);
        }
    }

    [Fact]
    public void A_listener_that_fails_is_not_taken_for_a_flush_that_did()
    {
        using var meter = new Meter(InstallationTelemetry.Name);
        var telemetry = new InstallationTelemetry(meter);
        using var listener = new MeterListener();
        var heard = 0;
        listener.SetMeasurementEventCallback<int>((_, _, _, _) => throw new IOException($"{++heard}"));
        foreach (var instrument in Listened(meter))
            listener.EnableMeasurementEvents(instrument);
        telemetry.Commits.End(telemetry.Commits.Begin(), 3, isWritten: true);
        Assert.Equal(1, heard);
    }

    static ConcurrentBag<Instrument> Listened(Meter meter)
    {
        using var tap = new MeterTap(meter);
        return tap.Instruments;
    }

    static long Allocated(Action record)
    {
        for (var i = 0; i < 100; i++)
            record();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
            record();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
