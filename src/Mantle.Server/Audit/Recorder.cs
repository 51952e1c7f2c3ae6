using System.Threading.Channels;
using Mantle.Server.Storage;
using Microsoft.Extensions.Logging;

namespace Mantle.Server.Audit;

/// <summary>
/// Feeds the trail: events of calls that change nothing arrive here and are appended in batches, those of writes come out of the
/// store's outbox. When the trail cannot keep up the queue fills and callers wait: nothing is dropped.
/// </summary>
sealed partial class Recorder : IAsyncDisposable
{
    /// <summary>An event is in the trail within this time.</summary>
    static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    const int QueueLength = 65_536, BatchLength = 8_192, OutboxBatch = 256;

    readonly Channel<AuditRecord> queue = Channel.CreateBounded<AuditRecord>(new BoundedChannelOptions(QueueLength) { SingleReader = true });
    readonly SemaphoreSlim pumping = new(1), backlog = new(0, 1);
    readonly CancellationTokenSource stopping = new();
    readonly IStore store;
    readonly ITrail trail;
    readonly LastUsed lastUsed;
    readonly ILogger logger;
    readonly Thread pump;

    /// <summary>Events taken from the queue but not yet in the trail: a failed append is tried again with the same ones.</summary>
    readonly List<AuditRecord> pending = [];

    public Recorder(IStore store, ITrail trail, LastUsed lastUsed, ILogger<Recorder> logger)
    {
        this.lastUsed = lastUsed;
        this.store = store;
        this.trail = trail;
        this.logger = logger;
        // A thread of its own: it spends its time waiting for the disk.
        pump = new Thread(Pump) { Name = "mantle recorder", IsBackground = true };
        pump.Start();
    }

    /// <summary>Queues the event of a call that changed nothing; waits while the queue is full.</summary>
    public ValueTask RecordAsync(AuditRecord record)
    {
        if (queue.Reader.Count >= BatchLength && backlog.CurrentCount == 0)
            WakePump();
        return queue.Writer.WriteAsync(record);
    }

    void WakePump()
    {
        try
        {
            backlog.Release();
        }
        catch (SemaphoreFullException)
        {
            // Someone else has just woken it.
        }
    }

    /// <summary>Returns when every event recorded before the call is in the trail.</summary>
    public async Task FlushAsync()
    {
        await pumping.WaitAsync();
        try
        {
            while (await MoveAsync())
            {
            }
            await lastUsed.WriteAsync(trail.NoteUsesAsync);
        }
        finally
        {
            pumping.Release();
        }
    }

    void Pump()
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                FlushAsync().GetAwaiter().GetResult();
            }
            catch (Exception error)
            {
                AppendFailed(logger, error);
            }
            backlog.Wait(Interval);
        }
    }

    /// <summary>
    /// Moves one batch; true while there may be more. What is in the outbox was committed before the events that are taken from the queue
    /// here were answered, or at the same time: it goes first, however much it is.
    /// </summary>
    async Task<bool> MoveAsync()
    {
        while (pending.Count < BatchLength && queue.Reader.TryRead(out var record))
            pending.Add(record);
        var committed = await store.OutboxAsync(OutboxBatch);
        if (pending.Count == 0 && committed.Count == 0)
            return false;

        if (committed.Count == OutboxBatch)
        {
            await trail.AppendAsync(committed);
            await store.TakenAsync(committed[^1].Number);
            return true;
        }
        await trail.AppendAsync([.. committed, .. TrailSegment.Gather(pending)]);
        var more = pending.Count == BatchLength;
        pending.Clear();
        if (committed.Count > 0)
            await store.TakenAsync(committed[^1].Number);
        return more;
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await stopping.CancelAsync();
        WakePump();
        pump.Join();
        await FlushAsync();
        stopping.Dispose();
        pumping.Dispose();
        backlog.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Events could not be appended to the trail; trying again")]
    static partial void AppendFailed(ILogger logger, Exception error);
}
