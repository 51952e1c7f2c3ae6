using System.Diagnostics;

namespace Mantle.Benchmarks;

/// <summary>A named case whose work can be repeated.</summary>
sealed record MicroCase(string Name, Action Work);

/// <summary>
/// Measures small cases in one process. The cases take turns, round by round, so that a busy moment of the machine affects all of them,
/// and the result is the median round.
/// </summary>
static class Micro
{
    const int Rounds = 21;
    static readonly TimeSpan RoundLength = TimeSpan.FromMilliseconds(20);

    // Tiered compilation optimizes hot code in the background, which needs time on a single core.
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    public static void Print(string title, IReadOnlyList<MicroCase> cases)
    {
        var repeats = cases.Select(Calibrate).ToArray();
        var rounds = cases.Select(_ => new double[Rounds]).ToArray();
        var bytes = new long[cases.Count];
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < cases.Count; i++)
                rounds[i][round] = Run(cases[i].Work, repeats[i], out bytes[i]).TotalNanoseconds / repeats[i];
        }
        Console.WriteLine($"{title, -52} {"ns", 10} {"min", 10} {"bytes", 8}");
        for (var i = 0; i < cases.Count; i++)
        {
            Array.Sort(rounds[i]);
            Console.WriteLine($"  {cases[i].Name, -50} {rounds[i][Rounds / 2], 10:N0} {rounds[i][0], 10:N0} {bytes[i] / repeats[i], 8:N0}");
        }
        Console.WriteLine();
    }

    /// <summary>How often the work fits into a round, measured after optimization.</summary>
    static int Calibrate(MicroCase work)
    {
        var repeat = 1;
        while (Run(work.Work, repeat, out _) < RoundLength)
            repeat *= 2;
        var warm = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(warm) < WarmUp)
            Run(work.Work, repeat, out _);
        return Math.Max(1, (int)(repeat * (RoundLength / Run(work.Work, repeat, out _))));
    }

    static TimeSpan Run(Action work, int repeat, out long bytes)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < repeat; i++)
            work();
        var elapsed = Stopwatch.GetElapsedTime(start);
        bytes = GC.GetAllocatedBytesForCurrentThread() - allocated;
        return elapsed;
    }
}
