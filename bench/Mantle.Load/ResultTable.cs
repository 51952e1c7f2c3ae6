namespace Mantle.Load;

/// <summary>Collects the turns of all workloads and prints their medians.</summary>
sealed class ResultTable
{
    readonly Dictionary<string, List<LoadResult>> results = [];

    public bool HasFailures => results.Values.Any(turns => turns.Any(turn => turn.Failures > 0));

    public void Add(string workload, LoadResult result)
    {
        if (!results.TryGetValue(workload, out var turns))
            results[workload] = turns = [];
        turns.Add(result);
    }

    public void Print(TextWriter output)
    {
        var (firstName, first) = results.First();
        output.WriteLine(
            $"{"HTTP, server on one core", -28} {"requests/s", 12} {"to first", 9} {"p50 ms", 8} {"p99 ms", 8} "
                + $"{"load busy", 10} {"failed", 7}"
        );
        foreach (var (name, turns) in results)
        {
            // Turns of the same round are compared, so that a slow moment of the machine is in both.
            var ratio = name == firstName ? "" : Median(turns.Zip(first, (one, other) => one.Rate / other.Rate)).ToString("0.00");
            output.WriteLine(
                $"  {name, -26} {Median(turns.Select(t => t.Rate)), 12:N0} {ratio, 9} {Median(turns.Select(t => t.P50 / 1000.0)), 8:0.00} "
                    + $"{Median(turns.Select(t => t.P99 / 1000.0)), 8:0.00} {Median(turns.Select(t => t.Busy)), 10:P0} "
                    + $"{turns.Sum(t => t.Failures), 7}"
            );
        }
        foreach (
            var failure in results.Values.SelectMany(turns => turns).Select(turn => turn.FirstFailure).OfType<string>().Distinct().Take(3)
        )
            output.WriteLine($"failed: {failure}");
    }

    static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
