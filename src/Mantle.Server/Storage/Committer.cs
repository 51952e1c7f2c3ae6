using System.Threading.Channels;

namespace Mantle.Server.Storage;

/// <summary>
/// Group commit: one loop takes all commits that wait and writes them in one transaction, so that many writers share a flush.
/// When a transaction fails, everything that was built on it fails with it.
/// </summary>
sealed class Committer : IAsyncDisposable
{
    const int LargestBatch = 1_024;

    readonly Channel<Waiting> queue = Channel.CreateUnbounded<Waiting>(new UnboundedChannelOptions { SingleReader = true });
    readonly IStore store;
    readonly Task loop;
    long epoch;

    public Committer(IStore store)
    {
        this.store = store;
        loop = Task.Run(RunAsync);
    }

    /// <summary>How many transactions have failed.</summary>
    public long Epoch => Interlocked.Read(ref epoch);

    /// <summary>Queues a commit; returns when it is durable and <paramref name="published"/> has run.</summary>
    /// <param name="commit">What to write.</param>
    /// <param name="published">Makes it visible to readers; run in commit order.</param>
    /// <param name="builtOn">The epoch in which it was built; null when it builds on nothing.</param>
    /// <exception cref="StoreException">It was not written.</exception>
    public Task CommitAsync(Commit commit, Action published, long? builtOn = null)
    {
        var waiting = new Waiting(commit, published, builtOn);
        if (!queue.Writer.TryWrite(waiting))
            throw new StoreException("The server is shutting down.");
        return waiting.Done.Task;
    }

    async Task RunAsync()
    {
        var batch = new List<Waiting>();
        while (await queue.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < LargestBatch && queue.Reader.TryRead(out var waiting))
                if (waiting.BuiltOn is { } built && built != Epoch)
                    waiting.Done.SetException(new StoreException("A write that this one builds on failed."));
                else
                    batch.Add(waiting);
            if (batch.Count > 0)
                await WriteAsync(batch);
        }
    }

    async Task WriteAsync(List<Waiting> batch)
    {
        bool[] outcome;
        try
        {
            outcome = await store.CommitAsync(batch.ConvertAll(waiting => waiting.Commit));
        }
        catch (Exception error)
        {
            Interlocked.Increment(ref epoch);
            foreach (var waiting in batch)
                waiting.Done.SetException(new StoreException($"The store could not write: {error.Message}", error));
            return;
        }

        // On one node nothing else writes, so a lost compare-and-swap means that what is in memory is not what is stored.
        if (outcome.Contains(false))
            Interlocked.Increment(ref epoch);
        for (var i = 0; i < batch.Count; i++)
            if (outcome[i])
            {
                batch[i].Published();
                batch[i].Done.SetResult();
            }
            else
                batch[i].Done.SetException(new LostRaceException());
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loop;
    }

    sealed record Waiting(Commit Commit, Action Published, long? BuiltOn)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
