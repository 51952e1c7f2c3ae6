namespace Mantle.Objects;

/// <summary>Collects the results of all servers, and prints those of each beside the others'.</summary>
sealed class Table(string[] names)
{
    readonly Dictionary<string, Dictionary<Server, List<Turn>>> turns = [];
    readonly Dictionary<Server, List<LongObject>> objects = [];
    readonly Dictionary<Server, Listing> listings = [];

    public void Add(string workload, Server server, Turn turn)
    {
        if (!turns.TryGetValue(workload, out var servers))
            turns[workload] = servers = [];
        if (!servers.TryGetValue(server, out var list))
            servers[server] = list = [];
        list.Add(turn);
    }

    public void Add(Server server, LongObject measured)
    {
        if (!objects.TryGetValue(server, out var list))
            objects[server] = list = [];
        list.Add(measured);
    }

    public void Add(Server server, Listing measured) => listings[server] = measured;

    public void PrintRates(TextWriter output)
    {
        for (var i = 0; i < names.Length; i++)
            output.WriteLine($"server {i + 1}: {names[i]}");
        output.WriteLine($"{"S3, server on one core", -24} {"requests/s", 12} {"to server 1", 12} {"p50 ms", 8} {"p99 ms", 8}");
        foreach (var (workload, servers) in turns)
        {
            var first = servers.Values.First();
            foreach (var (number, measured) in servers.Values.Index())
                output.WriteLine(
                    $"  {workload, -20} {number + 1} {Median(measured.Select(t => t.Rate)), 12:N0} "
                        // Turns of the same round are compared, so that a slow moment of the machine is in both.
                        + $"{(number == 0 ? "" : $"{Median(measured.Zip(first, (one, other) => one.Rate / other.Rate)):0.00}"), 12} "
                        + $"{Median(measured.Select(t => t.P50 / 1000.0)), 8:0.00} {Median(measured.Select(t => t.P99 / 1000.0)), 8:0.00}"
                );
        }
    }

    public void PrintRest(TextWriter output)
    {
        foreach (var (number, all) in objects.Values.Index())
            output.WriteLine(
                $"  long object          {number + 1} up {Median(all.Select(one => one.Up)):0} MiB/s, "
                    + $"down {Median(all.Select(one => one.Down)):0} MiB/s; resident {all[0].Before} MiB before, "
                    + $"{all.Max(one => one.Peak)} MiB at most"
            );
        foreach (var (number, one) in listings.Values.Index())
            output.WriteLine(
                $"  whole listing        {number + 1} {one.Seconds:0.0} s; a page {one.First:0.0} ms at first, {one.Last:0.0} ms at last"
            );
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
