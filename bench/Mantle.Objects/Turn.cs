using System.Diagnostics;
using Mantle.Load;

namespace Mantle.Objects;

/// <summary>The result of one turn of a workload on one server.</summary>
/// <param name="Rate">Answers with status 200 per second.</param>
/// <param name="P50">Median time to an answer, in microseconds.</param>
/// <param name="P99">99th percentile of the time to an answer, in microseconds.</param>
sealed record Turn(double Rate, int P50, int P99)
{
    const int LongestAnswer = 1 << 20;

    /// <summary>Every connection signs and sends its next request as soon as it has its answer.</summary>
    /// <exception cref="InvalidOperationException">An answer was not 200.</exception>
    public static async Task<Turn> MeasureAsync(Server server, Workload workload, Settings settings, int round)
    {
        var s3 = new S3(server);
        var connections = await Task.WhenAll(
            Enumerable
                .Range(0, Math.Min(settings.Connections, workload.Connections))
                .Select(_ => Connection.OpenAsync(server.Endpoint, LongestAnswer))
        );
        var latencies = new LatencyHistogram();
        var gate = new Lock();
        var begin = Stopwatch.GetTimestamp();
        var end = begin + settings.Seconds * Stopwatch.Frequency;
        // Keys are new in every round: a put of one that is there would also delete a file.
        long next = round * 10_000_000L;
        await Task.WhenAll(connections.Select(connection => Task.Run(() => DriveAsync(connection))));
        foreach (var connection in connections)
            connection.Dispose();
        return new Turn(latencies.Count / (double)settings.Seconds, latencies.Percentile(0.5), latencies.Percentile(0.99));

        async Task DriveAsync(Connection connection)
        {
            while (true)
            {
                var head = s3.Head(workload.Method, workload.Target(Interlocked.Increment(ref next), settings.Keys), workload.Body);
                var sent = Stopwatch.GetTimestamp();
                if (sent >= end)
                    return;
                if (await connection.ExchangeAsync(head, workload.Body) is { } failure)
                    throw new InvalidOperationException(failure);
                var answered = Stopwatch.GetTimestamp();
                if (answered <= end)
                    lock (gate)
                        latencies.Add(answered - sent);
            }
        }
    }
}
