using System.Diagnostics;
using Mantle.Core.Storage;
using Mantle.Core.Telemetry;
using Microsoft.Extensions.Logging;

namespace Mantle.Core.Audit;

/// <summary>
/// Writes events to the trail. Events of calls that write nothing are queued here and appended in batches; events of writes come from
/// the store's outbox. Calls that wait for their events share a flush
/// (docs/decisions/0003-credentials-wait-for-the-trail.md).
/// If the trail cannot keep up, callers wait. No event is dropped.
/// </summary>
public sealed partial class Recorder : IAsyncDisposable
{
    /// <summary>Maximum time an event waits for the next batch if no call waits for it. It is in the trail within a second.</summary>
    static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>A queue of this many events is written at once.</summary>
    const int BatchLength = 8_192;

    /// <summary>If this many events are queued, a call that records another one waits for its flush.</summary>
    const int QueueLength = 65_536;

    const int OutboxBatch = 256;

    readonly Lock gate = new();
    readonly SemaphoreSlim pumping = new(1);
    readonly AutoResetEvent wake = new(false);
    List<Queued> queue = [];
    bool woken,
        closed;

    /// <summary>Number of events in <see cref="pending"/> that a failed append left.</summary>
    int left;
    readonly IStore store;
    readonly ITrail trail;
    readonly LastUsed lastUsed;
    readonly ILogger logger;
    readonly FlushInstruments? instruments;
    readonly Thread pump;

    /// <summary>Events taken from the queue but not yet in the trail. After a failed append they are appended again.</summary>
    List<Queued> pending = [];

    /// <summary>Number of the newest outbox segment that the trail has, and of the newest one that the outbox was told to drop.</summary>
    long moved,
        taken;

    /// <summary>1 if the outbox may contain segments that the trail does not have.</summary>
    int committed = 1;

    /// <param name="store">The store with the outbox.</param>
    /// <param name="trail">The trail to append to.</param>
    /// <param name="lastUsed">Last-used dates, written with the events.</param>
    /// <param name="logger">The log.</param>
    /// <param name="instruments">Measures every batch; null for no measurement.</param>
    public Recorder(IStore store, ITrail trail, LastUsed lastUsed, ILogger<Recorder> logger, FlushInstruments? instruments = null)
    {
        this.instruments = instruments;
        this.lastUsed = lastUsed;
        this.store = store;
        this.trail = trail;
        this.logger = logger;
        // A thread of its own, because it mostly waits for the disk.
        pump = new Thread(Pump) { Name = "mantle recorder", IsBackground = true };
        pump.Start();
    }

    /// <summary>Records an event without waiting. If the queue is full, it waits until the event is flushed.</summary>
    /// <exception cref="StoreException">The event was not written and will not be.</exception>
    public ValueTask RecordAsync(AuditRecord record) =>
        Queue(record, isAwaited: false) is { } flushed ? new(flushed) : ValueTask.CompletedTask;

    /// <summary>Records an event and returns once it is flushed. The call's answer must not leave before that.</summary>
    /// <exception cref="StoreException">The event was not written and will not be.</exception>
    public Task RecordDurablyAsync(AuditRecord record)
    {
        var flushed = Queue(record, isAwaited: true)!;
        return instruments?.Wait() is { } activity ? WaitAsync(flushed, activity) : flushed;

        static async Task WaitAsync(Task flushed, Activity activity)
        {
            using (activity)
                await flushed;
        }
    }

    /// <summary>Number of events that wait to be appended to the trail, without those in the outbox.</summary>
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
    /// Notes that a change was committed with its event. The next batch moves the event from the outbox, so no later event overtakes it.
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

    /// <summary>Moves all waiting events. Callers wait for this, so it does nothing that can be done later.</summary>
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

    /// <summary>Takes the queued events, after those that a failed append left.</summary>
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
    /// Moves one batch; returns true while there may be more. Events in the outbox were committed before the queued events taken here were
    /// answered, or at the same time. So the outbox goes first, whatever its size.
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
            begun = instruments?.Begin() ?? 0;
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
        if (instruments?.IsEnabled == true && segments.Count > 0)
            instruments.End(begun, segments.Sum(segment => segment.Count), isWritten);
    }

    /// <summary>
    /// Fails the calls that wait for a flush and drops their events: those calls sent no answer.
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
    /// <param name="Flushed">Completed when the event is flushed; null if no call waits for it.</param>
    readonly record struct Queued(AuditRecord Record, TaskCompletionSource? Flushed);
}
