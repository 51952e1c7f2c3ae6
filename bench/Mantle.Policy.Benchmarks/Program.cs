using System.Diagnostics;
using System.Globalization;
using Mantle.Policy;
using Mantle.Policy.Benchmarks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["levels"])
    return MeasureLevels();

// Many short rounds: a pass over all requests takes less than a scheduler's time slice, so the median is undisturbed
// even when other programs want the cores.
const int Rounds = 101;
int[] sizes = [10, 50, 1_000, 10_000];
var workloads = sizes.Select(n => Workload.Create(n)).ToArray();
var worst = sizes.Select(Workload.WorstCase).ToArray();
long sink = 0;

// Warm everything up first, then measure all sizes in turn, round by round, so that a disturbance affects all of them.
// Long enough for the runtime to compile everything a second time with profile data.
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
        // A request's cost grows with the number of statements, so fewer requests are enough.
        var requests = Math.Clamp(20_000 / workload.Statements, 2, 256);
        if (round % 5 == 0)
            worstTimes[workload].Add(Time(requests, () => RunSome(workload, requests)));
    }
}

Console.WriteLine(
    $"{Workload.Requests} different requests in turn, five policies, .NET {Environment.Version}, one thread, medians of "
        + $"{Rounds} rounds"
);
Console.WriteLine();
Console.WriteLine("statements  allowed   evaluate   per second   explain   bytes/eval   compile/statement   memory/JSON   worst case");
for (var i = 0; i < workloads.Length; i++)
{
    var workload = workloads[i];
    var ns = Median(times[workload]);
    Console.WriteLine(
        $"{workload.Statements, 10}  {workload.AllowedShare, 6:P0}  {ns, 6:F0} ns  {1e9 / ns, 11:N0}  "
            + $"{Median(explained[workload]), 5:F0} ns  "
            + $"{Allocated(workload), 11:F2}"
            + $"  {Median(compiled[workload]) / 1000, 14:F1} µs  {MemoryRatio(workload), 11:F2}x  "
            + $"{Median(worstTimes[worst[i]]) / 1000, 7:F1} µs"
    );
}
Console.WriteLine();
return MeasureLevels() + (sink == 42 ? 1 : 0);

static int MeasureLevels()
{
    var levels = Guards.Levels();
    var all = new (string Name, EvaluationRequest[] Requests)[]
    {
        ("iam:GetUser", [.. Enumerable.Repeat(Guards.One("iam:GetUser", "arn:aws:iam::111122223333:user/dev"), 2_048)]),
        (
            "s3:GetObject, under the region deny",
            [.. Enumerable.Repeat(Guards.One("s3:GetObject", "arn:aws:s3:::bucket/folder/object"), 2_048)]
        ),
        ("4,096 requests to 50 statements", Workload.Create(50).All),
    };
    var pairs = all.Select(one => new[] { one.Requests, [.. one.Requests.Select(request => Guards.Under(in request, levels))] }).ToArray();
    var times = pairs.Select(pair => pair.Select(_ => new List<double>()).ToArray()).ToArray();
    var warm = Stopwatch.StartNew();
    for (var round = 0; round < 601 || warm.Elapsed < TimeSpan.FromSeconds(6); round++)
    {
        if (round == 300)
            foreach (var list in times.SelectMany(pair => pair))
                list.Clear();
        for (var i = 0; i < pairs.Length; i++)
        for (var side = 0; side < 2; side++)
            times[i][side].Add(Time(pairs[i][side].Length, () => RunRequests(pairs[i][side])));
    }
    Console.WriteLine("service control policies at five levels    without   with   ratio (medians)   without   with   ratio (least)");
    for (var i = 0; i < all.Length; i++)
    {
        var (without, with, least, leastWith) = (Median(times[i][0]), Median(times[i][1]), times[i][0].Min(), times[i][1].Min());
        Console.WriteLine(
            $"{all[i].Name, -40} {without, 6:F0} ns {with, 4:F0} ns   {with / without, 5:F2}           {least, 6:F0} ns "
                + $"{leastWith, 4:F0} ns   {leastWith / least, 5:F2}"
        );
    }
    return 0;
}

static long RunRequests(ReadOnlySpan<EvaluationRequest> requests)
{
    var allowed = 0L;
    foreach (ref readonly var request in requests)
        if (PolicyEvaluator.Evaluate(in request).IsAllowed)
            allowed++;
    return allowed;
}

static double Time(int operations, Func<long> run)
{
    var start = Stopwatch.GetTimestamp();
    GC.KeepAlive(run());
    return Stopwatch.GetElapsedTime(start).TotalNanoseconds / operations;
}

static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

static long Run(Workload workload) => RunSome(workload, workload.All.Length);

static long RunSome(Workload workload, int count) => RunRequests(workload.All.AsSpan(0, count));

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
        // The set's index is built at its first use, which is part of the measurement.
        PolicyEvaluator.Evaluate(workload.Ask(set));
        kept.Add(set);
    }
    var after = GC.GetTotalMemory(forceFullCollection: true);
    GC.KeepAlive(kept);
    return (after - before) / (double)copies / workload.Documents.Sum(d => d.Length);
}
