using System.Diagnostics;

namespace Mantle.Load;

/// <summary>The result of one turn of a workload.</summary>
/// <param name="Rate">Answers with status 200 per second.</param>
/// <param name="P50">Median time to an answer, in microseconds.</param>
/// <param name="P99">99th percentile of the time to an answer, in microseconds.</param>
/// <param name="Busy">Share of one processor core that this process used. Near 1, the load generator was the limit.</param>
/// <param name="Failures">Answers with any other status.</param>
/// <param name="FirstFailure">The first of those.</param>
sealed record LoadResult(double Rate, int P50, int P99, double Busy, int Failures, string? FirstFailure);

/// <summary>Runs one turn of a workload: every connection sends its next request as soon as it has its answer.</summary>
static class LoadRun
{
    static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(500);

    public static async Task<LoadResult> MeasureAsync(LoadOptions options, Workload workload)
    {
        var connections = await Task.WhenAll(Enumerable.Range(0, options.Connections).Select(_ => Connection.OpenAsync(workload.Endpoint)));
        try
        {
            var turn = new Turn(workload, options.Connections, TimeSpan.FromSeconds(options.Seconds));
            var drivers = connections.Select((connection, index) => Task.Run(() => turn.DriveAsync(connection, index))).ToArray();
            await Task.Delay(WarmUp);
            var before = Environment.CpuUsage.TotalTime;
            await Task.Delay(TimeSpan.FromSeconds(options.Seconds));
            var busy = (Environment.CpuUsage.TotalTime - before).TotalSeconds / options.Seconds;
            await Task.WhenAll(drivers);
            return turn.Result(busy);
        }
        finally
        {
            foreach (var connection in connections)
                connection.Dispose();
        }
    }

    sealed class Turn
    {
        readonly byte[][] requests;
        readonly int stride;
        readonly TimeSpan length;
        readonly long begin;
        readonly long end;
        readonly LatencyHistogram latencies = new();
        readonly Lock gate = new();
        int failures;
        string? firstFailure;

        public Turn(Workload workload, int connections, TimeSpan length)
        {
            requests = workload.Requests;
            stride = connections;
            this.length = length;
            begin = Stopwatch.GetTimestamp() + (long)(WarmUp.TotalSeconds * Stopwatch.Frequency);
            end = begin + (long)(length.TotalSeconds * Stopwatch.Frequency);
        }

        public async Task DriveAsync(Connection connection, int index)
        {
            for (long next = index; ; next += stride)
            {
                var sent = Stopwatch.GetTimestamp();
                if (sent >= end)
                    return;
                var failure = await connection.ExchangeAsync(requests[next % requests.Length]);
                var answered = Stopwatch.GetTimestamp();
                if (sent < begin || answered > end)
                    continue;
                lock (gate)
                {
                    if (failure is null)
                    {
                        latencies.Add(answered - sent);
                        continue;
                    }
                    failures++;
                    firstFailure ??= failure;
                }
            }
        }

        public LoadResult Result(double busy) =>
            new(latencies.Count / length.TotalSeconds, latencies.Percentile(0.5), latencies.Percentile(0.99), busy, failures, firstFailure);
    }
}
