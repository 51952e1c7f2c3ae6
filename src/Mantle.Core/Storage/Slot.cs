namespace Mantle.Core.Storage;

/// <summary>Holds one value in memory: its newest durable state for readers, and its newest state for the current writer.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design",
    "CA1001",
    Justification = "The semaphore never makes a wait handle, so there is nothing to release."
)]
public sealed class Slot<T>(ValueId id, Func<Task<T>> load, MinuteClock clock)
    where T : class, IVersioned
{
    readonly SemaphoreSlim turn = new(1);
    readonly Lock loading = new();
    Task<T>? loaded;
    T? durable;
    Head? head;

    /// <summary>The newest version in the change log. Older states are not kept.</summary>
    long told;
    long losses;
    int usedAt;

    public ValueId Id => id;

    public T? Durable
    {
        get
        {
            // Minutes are exact enough, and readers of one account do not write the same memory all the time.
            var now = clock.Now;
            if (Volatile.Read(ref usedAt) != now)
                Volatile.Write(ref usedAt, now);
            return Volatile.Read(ref durable);
        }
    }

    /// <summary>How often a state built here turned out not to be the newest one.</summary>
    public long Losses => Interlocked.Read(ref losses);

    /// <summary>
    /// The newest state, for the current writer. A state of an earlier epoch belonged to a failed commit; then the durable state is the
    /// newest.
    /// </summary>
    public async Task<T> NewestAsync(long epoch) => head is { } newest && newest.Epoch == epoch ? newest.Value : await LoadAsync();

    /// <summary>Sets the newest state. Only the current writer may call it.</summary>
    public void Advance(T value, long epoch) => Volatile.Write(ref head, new Head(value, epoch));

    /// <summary>Drops the loaded state, so that the next use loads it.</summary>
    void Forget()
    {
        lock (loading)
        {
            loaded = null;
            Volatile.Write(ref durable, null);
        }
    }

    /// <summary>Drops the loaded state, which is not what is stored, and invalidates every change built on it.</summary>
    public void Lose()
    {
        Interlocked.Increment(ref losses);
        Forget();
    }

    /// <summary>
    /// Applies the change log: drops a state that is older than a version. A state that this node is committing with that version stays,
    /// because the store decides which node wrote it.
    /// </summary>
    /// <param name="version">The version in the change log.</param>
    /// <param name="epoch">The current epoch of the newest state.</param>
    public void Follow(long version, long epoch)
    {
        lock (loading)
        {
            told = Math.Max(told, version);
            var isBuiltHere = Volatile.Read(ref head) is { } newest && newest.Epoch == epoch && newest.Value.Version >= version;
            if (!isBuiltHere && (durable is null ? loaded is not null : durable.Version < version))
                Lose();
        }
    }

    /// <summary>The loaded state; null if it is not loaded. Does not count as a use.</summary>
    public T? Loaded => Volatile.Read(ref durable);

    /// <summary>Minutes since the last use.</summary>
    public int Idle => clock.Now - Volatile.Read(ref usedAt);

    /// <summary>
    /// Drops the state if it was not used for this many minutes and nobody writes it; the next use loads it. Returns whether it was
    /// dropped.
    /// </summary>
    public bool ForgetIdle(int minutes)
    {
        if (Loaded is null || Idle < minutes || !turn.Wait(0))
            return false;
        // A newest state beyond the durable one is being written, and will be published when it is durable.
        var isDropped = head is null || ReferenceEquals(head.Value, Loaded);
        if (isDropped)
        {
            head = null;
            Forget();
        }
        turn.Release();
        return isDropped;
    }

    public Task EnterAsync() => turn.WaitAsync();

    public void Leave() => turn.Release();

    /// <summary>Makes a durable state visible to readers, unless a newer one is loaded or in the change log.</summary>
    public void Publish(T value)
    {
        lock (loading)
            if (value.Version >= told && (durable is null || value.Version >= durable.Version))
                Volatile.Write(ref durable, value);
    }

    /// <summary>The durable state. Concurrent callers share one load; after a failure the next caller loads again.</summary>
    public async Task<T> LoadAsync()
    {
        Task<T> task;
        lock (loading)
        {
            if (Durable is { } value)
                return value;
            if (loaded is null or { IsFaulted: true } or { IsCanceled: true })
                loaded = load();
            task = loaded;
        }
        var result = await task;
        lock (loading)
        {
            // If the state was dropped during the load, it may have been written since: only the waiting callers get this result.
            if (ReferenceEquals(loaded, task) && Durable is null)
                if (result.Version >= told)
                    Volatile.Write(ref durable, result);
                else
                    loaded = null;
            return Durable ?? result;
        }
    }

    sealed record Head(T Value, long Epoch);
}
