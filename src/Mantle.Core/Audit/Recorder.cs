using System.Diagnostics;
using Mantle.Core.Storage;
using Mantle.Core.Telemetry;
using Microsoft.Extensions.Logging;

namespace Mantle.Core.Audit;

/// <summary>
/// Feeds the trail: events of calls that change nothing arrive here and are appended in batches, those of writes come out of the
/// store's outbox. A call that waits for its event shares a flush with all that wait
/// (docs/decisions/0003-credentials-wait-for-the-trail.md).
/// When the trail cannot keep up callers wait: nothing is dropped.
/// </summary>
public sealed partial class Recorder : IAsyncDisposable
{
    /// <summary>An event that nobody waits for is taken up within this time, and so is in the trail within a second.</summary>
    static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>From this many events on the queue is written at once.</summary>
    const int BatchLength = 8_192;

    /// <summary>From this many on whoever records one more waits for its flush.</summary>
    const int QueueLength = 65_536;

    const int OutboxBatch = 256;

    readonly Lock gate = new();
    readonly SemaphoreSlim pumping = new(1);
    readonly AutoResetEvent wake = new(false);
    List<Queued> queue = [];
    bool woken,
        closed;

    /// <summary>How many events a failed append left in <see cref="pending"/>.</summary>
    int left;
    readonly IStore store;
    readonly ITrail trail;
    readonly LastUsed lastUsed;
    readonly ILogger logger;
    readonly FlushInstruments? told;
    readonly Thread pump;

    /// <summary>Events taken from the queue but not yet in the trail: a failed append is tried again with the same ones.</summary>
    List<Queued> pending = [];

    /// <summary>Numbers of the newest outbox segment that the trail has, and of the newest that the outbox was told so of.</summary>
    long moved,
        taken;

    /// <summary>1 while the outbox may hold something that the trail does not have.</summary>
    int committed = 1;

    /// <param name="store">Whose outbox feeds the trail.</param>
    /// <param name="trail">Where events rest.</param>
    /// <param name="lastUsed">Is written with the events.</param>
    /// <param name="logger">The log.</param>
    /// <param name="told">Is told of every batch; null where nobody can listen.</param>
    public Recorder(IStore store, ITrail trail, LastUsed lastUsed, ILogger<Recorder> logger, FlushInstruments? told = null)
    {
        this.told = told;
        this.lastUsed = lastUsed;
        this.store = store;
        this.trail = trail;
        this.logger = logger;
        // A thread of its own: it spends its time waiting for the disk.
        pump = new Thread(Pump) { Name = "mantle recorder", IsBackground = true };
        pump.Start();
    }

    /// <summary>Records the event of a call that nobody waits for, unless the trail is far behind: then until it is flushed.</summary>
    /// <exception cref="StoreException">It was not written, and will not be.</exception>
    public ValueTask RecordAsync(AuditRecord record) =>
        Queue(record, isAwaited: false) is { } flushed ? new(flushed) : ValueTask.CompletedTask;

    /// <summary>Records an event whose answer must not leave before it is flushed; returns when it is.</summary>
    /// <exception cref="StoreException">It was not written, and will not be.</exception>
    public Task RecordDurablyAsync(AuditRecord record)
    {
        var flushed = Queue(record, isAwaited: true)!;
        return told?.Wait() is { } activity ? WaitAsync(flushed, activity) : flushed;

        static async Task WaitAsync(Task flushed, Activity activity)
        {
            using (activity)
                await flushed;
        }
    }

    /// <summary>How many events wait to be appended to the trail; those in the outbox are not counted.</summary>
    public int QueuedEvents
    {
        get
        {
            lock (gate)
                return queue.Count + left;
        }
    }

    Task? Queue(AuditRecord record, bool isAwaited)
    {
        TaskCompletionSource? flushed = null;
        bool wakes;
        lock (gate)
        {
            if (closed)
                throw new StoreException("The server is shutting down.");
            if (isAwaited || queue.Count + left >= QueueLength)
                flushed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            queue.Add(new Queued(record, flushed));
            wakes = !woken && (flushed is not null || queue.Count >= BatchLength);
            woken |= wakes;
        }
        if (wakes)
            wake.Set();
        return flushed?.Task;
    }

    /// <summary>
    /// Tells that a change was committed with its event: the next batch takes it along, so that no later event overtakes it.
    /// </summary>
    public void NoteCommit() => Volatile.Write(ref committed, 1);

    /// <summary>Returns when every event recorded before the call is in the trail.</summary>
    public async Task FlushAsync()
    {
        await pumping.WaitAsync();
        try
        {
            NoteCommit();
            while (await MoveAsync()) { }
            if (moved > taken)
            {
                await store.TakenAsync(moved);
                taken = moved;
            }
            await lastUsed.WriteAsync(trail.NoteUsesAsync);
        }
        finally
        {
            pumping.Release();
        }
    }

    /// <summary>Moves what waits, and nothing that can wait longer: callers stand behind it.</summary>
    async Task MoveAllAsync()
    {
        await pumping.WaitAsync();
        try
        {
            while (await MoveAsync()) { }
        }
        finally
        {
            pumping.Release();
        }
    }

    void Pump()
    {
        var swept = Environment.TickCount64;
        while (!Volatile.Read(ref closed))
        {
            var rest = Interval - TimeSpan.FromMilliseconds(Environment.TickCount64 - swept);
            try
            {
                if (rest > TimeSpan.Zero && wake.WaitOne(rest))
                    MoveAllAsync().GetAwaiter().GetResult();
                else
                {
                    swept = Environment.TickCount64;
                    FlushAsync().GetAwaiter().GetResult();
                }
            }
            catch (Exception error)
            {
                AppendFailed(logger, error);
            }
        }
    }

    /// <summary>Takes what is queued; what a failed append left goes first.</summary>
    void Take()
    {
        lock (gate)
        {
            woken = false;
            left = 0;
            if (pending.Count == 0)
                (pending, queue) = (queue, pending);
            else
            {
                pending.AddRange(queue);
                queue.Clear();
            }
        }
    }

    /// <summary>
    /// Moves one batch; true while there may be more. What is in the outbox was committed before the events that are taken from the queue
    /// here were answered, or at the same time: it goes first, however much it is.
    /// </summary>
    async Task<bool> MoveAsync()
    {
        Take();
        IReadOnlyList<TrailSegment> outbox = [],
            batch = [];
        var begun = 0L;
        try
        {
            if (Interlocked.Exchange(ref committed, 0) == 1)
                outbox = await store.OutboxAsync(moved, OutboxBatch);
            if (pending.Count == 0 && outbox.Count == 0)
                return false;
            var isWholeOutbox = outbox.Count < OutboxBatch;
            batch = isWholeOutbox ? [.. outbox, .. TrailSegment.Gather(pending.Select(queued => queued.Record))] : outbox;
            begun = told?.Begin() ?? 0;
            await trail.AppendAsync(batch);
            Tell(begun, batch, isWritten: true);
            if (outbox.Count > 0)
                moved = outbox[^1].Number;
            if (!isWholeOutbox)
            {
                NoteCommit();
                return true;
            }
        }
        catch (Exception error)
        {
            Tell(begun, batch, isWritten: false);
            NoteCommit();
            Refuse(new StoreException($"The trail could not be written: {error.Message}", error));
            throw;
        }
        foreach (var queued in pending)
            queued.Flushed?.SetResult();
        pending.Clear();
        return false;
    }

    void Tell(long begun, IReadOnlyList<TrailSegment> segments, bool isWritten)
    {
        if (told?.IsHeard == true && segments.Count > 0)
            told.End(begun, segments.Sum(segment => segment.Count), isWritten);
    }

    /// <summary>
    /// Those who wait are told that it failed, and their events are dropped: what they would have been answered did not leave.
    /// </summary>
    void Refuse(StoreException error)
    {
        foreach (var queued in pending)
            queued.Flushed?.SetException(error);
        pending.RemoveAll(queued => queued.Flushed is not null);
        lock (gate)
            left = pending.Count;
    }

    public async ValueTask DisposeAsync()
    {
        lock (gate)
            closed = true;
        wake.Set();
        pump.Join();
        await FlushAsync();
        pumping.Dispose();
        wake.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Events could not be appended to the trail; trying again")]
    static partial void AppendFailed(ILogger logger, Exception error);

    /// <param name="Record">The event.</param>
    /// <param name="Flushed">Who waits for its flush; null when nobody does.</param>
    readonly record struct Queued(AuditRecord Record, TaskCompletionSource? Flushed);
}
