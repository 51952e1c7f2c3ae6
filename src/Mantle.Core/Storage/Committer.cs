using Mantle.Core.Telemetry;

namespace Mantle.Core.Storage;

/// <summary>
/// Group commit: one thread takes all commits that wait and writes them in one transaction, so that many writers share a flush.
/// When a transaction fails, everything that was built on it fails with it; when a commit loses a race, what was built on that one does.
/// The thread is its own, because it spends its time waiting for the disk: on the pool it would keep requests from being served.
/// </summary>
public sealed class Committer : IAsyncDisposable
{
    const int LargestBatch = 1_024;

    readonly Lock gate = new();
    readonly AutoResetEvent arrived = new(false);
    List<Waiting> queue = [];
    bool closed;
    readonly IStore store;
    readonly FlushInstruments? told;
    readonly Thread thread;
    long epoch;

    /// <param name="store">Where commits go.</param>
    /// <param name="told">Is told of every transaction; null where nobody can listen.</param>
    public Committer(IStore store, FlushInstruments? told = null)
    {
        (this.store, this.told) = (store, told);
        thread = new Thread(Run) { Name = "mantle committer", IsBackground = true };
        thread.Start();
    }

    /// <summary>How many transactions have failed.</summary>
    public long Epoch => Interlocked.Read(ref epoch);

    /// <summary>How many commits wait to be taken up.</summary>
    public int QueueLength
    {
        get
        {
            lock (gate)
                return queue.Count;
        }
    }

    /// <summary>Queues a commit; returns when it is durable and <paramref name="published"/> has run.</summary>
    /// <param name="commit">What to write.</param>
    /// <param name="published">Makes it visible to readers; run in commit order.</param>
    /// <param name="builtOn">The turn in which it was built.</param>
    /// <exception cref="LostRaceException">It was not written: another writer was first.</exception>
    /// <exception cref="StoreException">It was not written.</exception>
    internal Task CommitAsync(Commit commit, Action published, Turn builtOn)
    {
        var waiting = new Waiting(commit, published, builtOn);
        lock (gate)
        {
            if (closed)
                throw new StoreException("The server is shutting down.");
            queue.Add(waiting);
            if (queue.Count > 1)
                return waiting.Done.Task;
        }
        arrived.Set();
        return waiting.Done.Task;
    }

    void Run()
    {
        List<Waiting> taken = [],
            batch = [];
        while (TakeAll(ref taken))
        {
            foreach (var waiting in taken)
                if (waiting.BuiltOn.Epoch != Epoch)
                    waiting.Done.SetException(new StoreException("A write that this one builds on failed."));
                else if (!waiting.BuiltOn.Stands)
                    waiting.Lose();
                else
                    batch.Add(waiting);
            for (; batch.Count > 0; batch.RemoveRange(0, Math.Min(LargestBatch, batch.Count)))
                Write(batch.Count <= LargestBatch ? batch : batch.GetRange(0, LargestBatch));
        }
    }

    /// <summary>Waits for commits and swaps them for an empty list; false when there will be no more.</summary>
    bool TakeAll(ref List<Waiting> taken)
    {
        while (true)
        {
            lock (gate)
            {
                if (queue.Count > 0)
                {
                    taken.Clear();
                    (taken, queue) = (queue, taken);
                    return true;
                }
                if (closed)
                    return false;
            }
            arrived.WaitOne();
        }
    }

    void Write(List<Waiting> batch)
    {
        bool[] outcome;
        var begun = told?.Begin() ?? 0;
        try
        {
            outcome = store.CommitAsync(batch.ConvertAll(waiting => waiting.Commit)).GetAwaiter().GetResult();
            told?.End(begun, batch.Count, isWritten: true);
        }
        catch (Exception error)
        {
            told?.End(begun, batch.Count, isWritten: false);
            Interlocked.Increment(ref epoch);
            foreach (var waiting in batch)
                waiting.Done.SetException(new StoreException($"The store could not write: {error.Message}", error));
            return;
        }

        for (var i = 0; i < batch.Count; i++)
            if (outcome[i])
            {
                batch[i].Published();
                batch[i].Done.SetResult();
            }
            else
                batch[i].Lose();
    }

    public ValueTask DisposeAsync()
    {
        lock (gate)
            closed = true;
        arrived.Set();
        thread.Join();
        arrived.Dispose();
        return ValueTask.CompletedTask;
    }

    sealed record Waiting(Commit Commit, Action Published, Turn BuiltOn)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>
        /// What was built on it, and what is in memory of its values, counts no longer: the next turn loads what is stored. Where it was
        /// built on a loser itself that has happened already, and who began since must not lose with it.
        /// </summary>
        public void Lose()
        {
            if (BuiltOn.Stands)
            {
                BuiltOn.AccountSlot.Lose();
                BuiltOn.OrganizationSlot?.Lose();
            }
            Done.SetException(new LostRaceException());
        }
    }
}
