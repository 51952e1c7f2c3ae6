using System.Diagnostics;
using System.Globalization;
using Mantle.Policy;
using Mantle.Policy.Benchmarks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
// Many short rounds: a pass over all requests takes less than a scheduler's time slice, so the median is undisturbed
// even when other programs want the cores.
const int Rounds = 101;
int[] sizes = [10, 50, 1_000, 10_000];
var workloads = sizes.Select(n => Workload.Create(n)).ToArray();
var worst = sizes.Select(Workload.WorstCase).ToArray();
long sink = 0;

// Warm everything up first, then measure all sizes in turn, round by round, so that a disturbance hits them alike.
// Long enough for the runtime to compile everything a second time, from what it has seen.
var warm = Stopwatch.StartNew();
while (warm.Elapsed < TimeSpan.FromSeconds(6))
{
    foreach (var workload in workloads)
    {
        sink += Run(workload) + RunExplained(workload);
        if (workload.Statements < 10_000)
            sink += workload.Compile().Count;
    }
    sink += RunSome(worst[0], 256) + RunSome(worst[3], 1);
}

var times = workloads.ToDictionary(w => w, _ => new List<double>());
var explained = workloads.ToDictionary(w => w, _ => new List<double>());
var compiled = workloads.ToDictionary(w => w, _ => new List<double>());
var worstTimes = worst.ToDictionary(w => w, _ => new List<double>());
for (var round = 0; round < Rounds; round++)
{
    foreach (var workload in workloads)
    {
        times[workload].Add(Time(workload.All.Length, () => Run(workload)));
        if (round % 5 != 0)
            continue;
        explained[workload].Add(Time(workload.All.Length, () => RunExplained(workload)));
        compiled[workload].Add(Time(workload.Statements, () => workload.Compile().Count));
    }
    foreach (var workload in worst)
    {
        // Each request costs as much as there are statements, so few of them do.
        var requests = Math.Clamp(20_000 / workload.Statements, 2, 256);
        if (round % 5 == 0)
            worstTimes[workload].Add(Time(requests, () => RunSome(workload, requests)));
    }
}

Console.WriteLine($"{Workload.Requests} different requests in turn, five policies, .NET {Environment.Version}, one thread, medians of {Rounds} rounds");
Console.WriteLine();
Console.WriteLine("statements  allowed   evaluate   per second   explain   bytes/eval   compile/statement   memory/JSON   worst case");
for (var i = 0; i < workloads.Length; i++)
{
    var workload = workloads[i];
    var ns = Median(times[workload]);
    Console.WriteLine(
        $"{workload.Statements,10}  {workload.AllowedShare,6:P0}  {ns,6:F0} ns  {1e9 / ns,11:N0}  {Median(explained[workload]),5:F0} ns  {Allocated(workload),11:F2}"
        + $"  {Median(compiled[workload]) / 1000,14:F1} µs  {MemoryRatio(workload),11:F2}x  {Median(worstTimes[worst[i]]) / 1000,7:F1} µs");
}
return sink == 42 ? 1 : 0;

static double Time(int operations, Func<long> run)
{
    var start = Stopwatch.GetTimestamp();
    GC.KeepAlive(run());
    return Stopwatch.GetElapsedTime(start).TotalNanoseconds / operations;
}

static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

static long Run(Workload workload) => RunSome(workload, workload.All.Length);

static long RunSome(Workload workload, int count)
{
    var allowed = 0L;
    foreach (ref readonly var request in workload.All.AsSpan(0, count))
        if (PolicyEvaluator.Evaluate(in request).IsAllowed)
            allowed++;
    return allowed;
}

static long RunExplained(Workload workload)
{
    var statements = 0L;
    foreach (ref readonly var request in workload.All.AsSpan())
        statements += PolicyEvaluator.Explain(in request).MatchedStatements.Length;
    return statements;
}

static double Allocated(Workload workload)
{
    var before = GC.GetAllocatedBytesForCurrentThread();
    Run(workload);
    return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)workload.All.Length;
}

static double MemoryRatio(Workload workload)
{
    var copies = Math.Max(1, 20_000 / workload.Statements);
    var kept = new List<PolicySet>(copies);
    var before = GC.GetTotalMemory(forceFullCollection: true);
    for (var i = 0; i < copies; i++)
    {
        var set = workload.Compile();
        // The set's index is built when it is first used, and counts.
        PolicyEvaluator.Evaluate(workload.Ask(set));
        kept.Add(set);
    }
    var after = GC.GetTotalMemory(forceFullCollection: true);
    GC.KeepAlive(kept);
    return (after - before) / (double)copies / workload.Documents.Sum(d => d.Length);
}
