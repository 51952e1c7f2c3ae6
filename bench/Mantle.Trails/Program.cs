using System.Diagnostics;
using System.Globalization;
using Mantle.Core.Storage;
using Mantle.Storage.Sqlite.Trails;
using Mantle.Trails;

// Fills a trail and looks events up in it, at each of the given sizes: Mantle.Trails 10000 1000000 10000000
const int Rounds = 40,
    Batch = 512;

var sizes = args.Select(arg => long.Parse(arg, CultureInfo.InvariantCulture)).DefaultIfEmpty(1_000_000).ToArray();
var folder = Directory.CreateTempSubdirectory("mantle-trails-").FullName;
try
{
    var file = Path.Combine(folder, "trail.db");
    var trail = SqliteTrail.Open(file, folds: false);
    var source = new EventSource();
    var raw = 0L;
    var (appending, folding) = (TimeSpan.Zero, TimeSpan.Zero);
    foreach (var size in sizes)
    {
        while (source.Count < size)
        {
            var segments = TrailSegment.Gather(source.Take(Batch));
            raw += segments.Sum(segment => (long)segment.Lines.Length);
            // Processor time, because other programs may run too.
            var begun = Environment.CpuUsage.TotalTime;
            await trail.AppendAsync(segments);
            var appended = Environment.CpuUsage.TotalTime;
            trail.Settle(2_048);
            appending += appended - begun;
            folding += Environment.CpuUsage.TotalTime - appended;
        }
        Console.WriteLine(
            $"\n{source.Count:N0} events, {raw / source.Count:N0} bytes each; append {appending.TotalMicroseconds / source.Count:0.0} µs, "
                + $"fold and merge {folding.TotalMicroseconds / source.Count:0.0} µs an event; "
                + $"{new FileInfo(file).Length / 1e9:0.00} GB on disk for {raw / 1e9:0.0} GB"
        );
        await trail.DisposeAsync();
        var opening = Stopwatch.StartNew();
        trail = SqliteTrail.Open(file, folds: false);
        Console.WriteLine($"opened in {opening.Elapsed.TotalMilliseconds:0} ms");
        await LookUpAsync(trail, source);
    }
    await trail.DisposeAsync();
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static async Task LookUpAsync(SqliteTrail trail, EventSource source)
{
    Console.WriteLine($"{"50 events by", -44} {"found", 6} {"median ms", 10} {"worst ms", 10}");
    foreach (var (name, query) in source.Queries())
    {
        var times = new List<double>();
        var found = 0;
        for (var i = 0; i < Rounds; i++)
        {
            var asked = query();
            var watch = Stopwatch.StartNew();
            var page = await trail.FindAsync(asked, null, 50);
            times.Add(watch.Elapsed.TotalMilliseconds);
            found += page.Events.Count;
        }
        times.Sort();
        Console.WriteLine($"{name, -44} {found / (double)Rounds, 6:0.0} {times[times.Count / 2], 10:0.00} {times[^1], 10:0.00}");
    }
}
