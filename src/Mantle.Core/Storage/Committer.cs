using Mantle.Core.Telemetry;

namespace Mantle.Core.Storage;

/// <summary>
/// Group commit: one thread writes all waiting commits in one transaction, so that many writers share a flush.
/// If a transaction fails, every commit that builds on it fails too. If a commit loses a race, the commits that build on it fail.
/// The thread is its own, because it mostly waits for the disk: on the thread pool it would block requests.
/// </summary>
public sealed class Committer : IAsyncDisposable
{
    const int LargestBatch = 1_024;

    readonly Lock gate = new();
    readonly AutoResetEvent arrived = new(false);
    List<Waiting> queue = [];
    bool closed;
    readonly IStore store;
    readonly FlushInstruments? instruments;
    readonly Thread thread;
    long epoch;

    /// <param name="store">The store to commit to.</param>
    /// <param name="instruments">Measures every transaction; null for no measurement.</param>
    public Committer(IStore store, FlushInstruments? instruments = null)
    {
        (this.store, this.instruments) = (store, instruments);
        thread = new Thread(Run) { Name = "mantle committer", IsBackground = true };
        thread.Start();
    }

    /// <summary>Number of failed transactions.</summary>
    public long Epoch => Interlocked.Read(ref epoch);

    /// <summary>Number of commits that wait for the committer's thread.</summary>
    public int QueueLength
    {
        get
        {
            lock (gate)
                return queue.Count;
        }
    }

    /// <summary>Queues a commit; returns when it is durable and <paramref name="published"/> was called.</summary>
    /// <param name="commit">What to write.</param>
    /// <param name="published">Makes the commit visible to readers. Called in commit order.</param>
    /// <param name="builtOn">The turn in which it was built.</param>
    /// <exception cref="LostRaceException">It was not written, because another writer was first.</exception>
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

    /// <summary>Waits for commits and swaps the list with an empty one; false when the committer stops.</summary>
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
        var begun = instruments?.Begin() ?? 0;
        try
        {
            outcome = store.CommitAsync(batch.ConvertAll(waiting => waiting.Commit)).GetAwaiter().GetResult();
            instruments?.End(begun, batch.Count, isWritten: true);
        }
        catch (Exception error)
        {
            instruments?.End(begun, batch.Count, isWritten: false);
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
        /// Invalidates the in-memory states of its values and every commit built on them, so that the next turn loads what is stored. If it
        /// was built on a loser, that commit has done this already, and turns that began since must not fail.
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
