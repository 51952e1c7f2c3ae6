using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Mantle.Storage.Sqlite.Trails;

/// <summary>
/// Folds and merges on a thread of its own. While events are appended fast it takes a small share of a core, so that calls keep theirs.
/// </summary>
sealed class TrailIndexer : IDisposable
{
    /// <summary>While events are appended fast, the thread rests so many times as long as it works.</summary>
    const int Rest = 11;

    /// <summary>So many appended events in a second are fast.</summary>
    const int Fast = 1_000;

    /// <summary>With so many events in no chunk the thread does not rest: looking through them takes too long.</summary>
    const int Backlog = 1_000_000;

    /// <summary>
    /// After so many folds and slices of merges, the write-ahead log is moved to the database: here, where nobody waits for it.
    /// </summary>
    const int StepsToCheckpoint = 4;

    static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(2);

    readonly SqliteConnection connection;
    readonly TrailState state;
    readonly TrailFolder folder;
    readonly TrailMerger merger;
    readonly TrailRetention retention;
    readonly Lock working = new();
    readonly AutoResetEvent wake = new(false);
    readonly ManualResetEventSlim closing = new();
    readonly Action<Exception> report;
    readonly Thread? thread;

    /// <summary>Events in no chunk, and appended since the last look.</summary>
    long waiting,
        appended;
    long looked = Stopwatch.GetTimestamp();
    bool isFast;
    int steps;
    long begun;

    /// <param name="connection">The connection to write with, which it closes.</param>
    /// <param name="writing">Held while writing.</param>
    /// <param name="state">The trail's state.</param>
    /// <param name="waiting">How many events are in no chunk.</param>
    /// <param name="runs">Whether to work on a thread; otherwise it works only when asked.</param>
    /// <param name="report">Told of failures; the work is tried again.</param>
    public TrailIndexer(SqliteConnection connection, Lock writing, TrailState state, long waiting, bool runs, Action<Exception> report)
    {
        (this.connection, this.state, this.waiting, this.report) = (connection, state, waiting, report);
        Schema.Execute(connection, "PRAGMA wal_autocheckpoint=0");
        folder = new TrailFolder(connection, writing, state);
        merger = new TrailMerger(connection, writing, state, Pause);
        retention = new TrailRetention(connection, writing, state, merger);
        if (!runs)
            return;
        thread = new Thread(Run) { Name = "mantle trail index", IsBackground = true };
        thread.Start();
    }

    /// <summary>Notes that events were appended.</summary>
    public void Note(int events)
    {
        Interlocked.Add(ref appended, events);
        if (Interlocked.Add(ref waiting, events) >= TrailFolder.Events)
            wake.Set();
    }

    /// <summary>Folds all events now, and merges what there is to merge.</summary>
    public void Settle(int minimum)
    {
        lock (working)
        {
            while (FoldOnce(minimum))
                Pause();
            while (merger.Merge()) { }
        }
    }

    /// <summary>Drops chunks that are too old or too many.</summary>
    public long Drop(DateTimeOffset before, long largest)
    {
        lock (working)
        {
            if (retention.HasOlder(before))
                while (FoldOnce(1))
                    Pause();
            return retention.Drop(before, largest);
        }
    }

    void Run()
    {
        Try(() => merger.DropOrphans());
        while (!closing.IsSet)
        {
            Try(() =>
            {
                lock (working)
                {
                    begun = Stopwatch.GetTimestamp();
                    while (!closing.IsSet && FoldOnce(TrailFolder.Events))
                        if (Pause())
                            merger.Merge();
                    while (!closing.IsSet && merger.Merge()) { }
                }
            });
            wake.WaitOne(TimeSpan.FromSeconds(5));
        }
    }

    void Try(Action work)
    {
        try
        {
            work();
        }
        catch (Exception error)
        {
            report(error);
        }
    }

    bool FoldOnce(int minimum)
    {
        var next = state.Directory.Next;
        if (!folder.Fold(minimum))
            return false;
        Interlocked.Add(ref waiting, next - state.Directory.Next);
        return true;
    }

    /// <summary>Rests between slices of work, as long as events are appended fast; false to stop.</summary>
    bool Pause()
    {
        if (++steps % StepsToCheckpoint == 0)
            Schema.Execute(connection, "PRAGMA wal_checkpoint(PASSIVE)");
        if (thread is null || Thread.CurrentThread != thread)
            return true;
        var since = Stopwatch.GetElapsedTime(looked);
        if (since > TimeSpan.FromMilliseconds(200))
        {
            isFast = Interlocked.Exchange(ref appended, 0) > Fast * since.TotalSeconds;
            looked = Stopwatch.GetTimestamp();
        }
        var rest = Stopwatch.GetElapsedTime(begun) * Rest;
        if (isFast && Interlocked.Read(ref waiting) < Backlog)
            closing.Wait(rest < LongestRest ? rest : LongestRest);
        begun = Stopwatch.GetTimestamp();
        return !closing.IsSet;
    }

    public void Dispose()
    {
        closing.Set();
        wake.Set();
        thread?.Join();
        lock (working)
            connection.Dispose();
        wake.Dispose();
        closing.Dispose();
    }
}
