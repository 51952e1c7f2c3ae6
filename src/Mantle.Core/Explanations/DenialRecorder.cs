using System.Threading.Channels;
using Mantle.Core.Authorization;
using Mantle.Core.Storage;
using Mantle.Wire;
using Microsoft.Extensions.Logging;

namespace Mantle.Core.Explanations;

/// <summary>
/// Records denied calls, so that they can be explained for a day. Callers do not wait for it: a call is noted, and recorded in the
/// background within a second. In a storm of denials, those beyond the queue are not recorded, as AWS does not promise it either
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied-authorization-id.html"/>).
/// </summary>
public sealed partial class DenialRecorder : IAsyncDisposable
{
    /// <summary>How long a denied call is kept: AWS says for at least 24 hours.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(25);

    /// <summary>Maximum number of calls that wait to be recorded, which bounds the memory of a storm.</summary>
    const int QueueLength = 2_048;

    const int BatchLength = 256;

    /// <summary>Maximum number of calls that are kept of an account, and of all accounts: at most some 100 MB.</summary>
    const int KeptPerAccount = 10_000,
        KeptInAll = 100_000;

    static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);

    readonly Channel<object> queue = Channel.CreateBounded<object>(
        new BoundedChannelOptions(QueueLength) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait }
    );
    readonly IDenials denials;
    readonly TimeProvider time;
    readonly ILogger logger;
    readonly Task pump;
    long lost;

    public DenialRecorder(IDenials denials, TimeProvider time, ILogger<DenialRecorder> logger)
    {
        (this.denials, this.time, this.logger) = (denials, time, logger);
        pump = Task.Run(PumpAsync);
    }

    /// <summary>Number of denied calls that were not recorded, because too many came at once or the store failed.</summary>
    public long Lost => Interlocked.Read(ref lost);

    /// <summary>Notes the denials of a call, refused or not. Call it when the call ends.</summary>
    public void Note(Call call, OperationInfo? operation)
    {
        if (call.Gate.Denials.Count > 0 && MayNote(call))
            Queue(() => Capture.OfDenials(call, operation));
    }

    /// <summary>Notes a call that a rule refused, whatever policies say.</summary>
    /// <returns>The id under which it can be explained; null if it is not recorded.</returns>
    public string? NoteRule(Call call, OperationInfo? operation, string message)
    {
        if (!MayNote(call))
            return null;
        var id = AuthorizationId.New();
        Queue(() => Capture.OfRule(call, operation, message, id));
        return id;
    }

    /// <summary>The denied call with this id; null if there is none, or none any more.</summary>
    public async ValueTask<DeniedCall?> FindAsync(string id)
    {
        await FlushAsync();
        return await denials.FindAsync(id) is { } stored && stored.Time >= time.GetUtcNow() - Kept
            ? await DeniedCallFormat.ReadAsync(stored, denials)
            : null;
    }

    /// <summary>The account's newest denied call that is not of these operations; null if there is none.</summary>
    public async ValueTask<DeniedCall?> FindLatestAsync(AccountId accountId, params IReadOnlyCollection<string> exceptOperations)
    {
        const int Searched = 200;
        await FlushAsync();
        foreach (var stored in await denials.LatestAsync(accountId, Searched))
            if (stored.Time >= time.GetUtcNow() - Kept && !exceptOperations.Contains(DeniedCallFormat.Read(stored).Operation))
                return await DeniedCallFormat.ReadAsync(stored, denials);
        return null;
    }

    /// <summary>Returns when every call noted before is recorded.</summary>
    public async Task FlushAsync()
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await queue.Writer.WriteAsync(reached);
        }
        catch (ChannelClosedException)
        {
            return;
        }
        await reached.Task;
    }

    /// <summary>Whoever is not authenticated leaves nothing behind.</summary>
    static bool MayNote(Call call) => !call.Caller.IsAnonymous && !call.Caller.IsUnknown;

    /// <summary>Never fails: that a call cannot be explained must not change its answer.</summary>
    void Queue(Func<Capture> capture)
    {
        try
        {
            // Whether there is room is asked first, so that a storm does not cost the work of capturing.
            if (queue.Reader.Count < QueueLength && queue.Writer.TryWrite(capture()))
                return;
        }
        catch (Exception error)
        {
            NotRecorded(logger, error, 1);
        }
        Interlocked.Increment(ref lost);
    }

    async Task PumpAsync()
    {
        var swept = DateTimeOffset.MinValue;
        while (await queue.Reader.WaitToReadAsync())
        {
            var (batch, waiting) = Take();
            try
            {
                if (batch.Count > 0)
                    await denials.AppendAsync([.. batch.Select(capture => DeniedCallFormat.Write(CallRecording.Record(capture)))]);
                if (time.GetUtcNow() - swept >= SweepInterval)
                {
                    swept = time.GetUtcNow();
                    await denials.SweepAsync(swept - Kept, KeptPerAccount, KeptInAll);
                }
            }
            catch (Exception error)
            {
                Interlocked.Add(ref lost, batch.Count);
                NotRecorded(logger, error, batch.Count);
            }
            foreach (var reached in waiting)
                reached.SetResult();
        }
    }

    (List<Capture> Batch, List<TaskCompletionSource> Waiting) Take()
    {
        var (batch, waiting) = (new List<Capture>(), new List<TaskCompletionSource>());
        while (batch.Count < BatchLength && queue.Reader.TryRead(out var next))
            if (next is Capture capture)
                batch.Add(capture);
            else
                waiting.Add((TaskCompletionSource)next);
        return (batch, waiting);
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.Complete();
        await pump;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} denied calls could not be recorded and cannot be explained")]
    static partial void NotRecorded(ILogger logger, Exception error, int count);
}
