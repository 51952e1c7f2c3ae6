namespace Mantle.Core.Storage;

/// <summary>The place of one value: its newest durable state for readers, its newest state for the writer whose turn it is.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design",
    "CA1001",
    Justification = "The semaphore never makes a wait handle, so there is nothing to release."
)]
public sealed class Slot<T>(ValueId id, Func<Task<T>> load, UseClock clock)
    where T : class, IVersioned
{
    readonly SemaphoreSlim turn = new(1);
    readonly Lock loading = new();
    Task<T>? loaded;
    T? durable;
    Head? head;

    /// <summary>The newest version that the change log told of: an older state is not kept.</summary>
    long told;
    long losses;
    int usedAt;

    public ValueId Id => id;

    public T? Durable
    {
        get
        {
            // Minutes are exact enough, and spare the readers of one account from writing the same place all the time.
            var now = clock.Now;
            if (Volatile.Read(ref usedAt) != now)
                Volatile.Write(ref usedAt, now);
            return Volatile.Read(ref durable);
        }
    }

    /// <summary>How often what was built here turned out not to be the newest state.</summary>
    public long Losses => Interlocked.Read(ref losses);

    /// <summary>
    /// The newest state, for the writer whose turn it is. A state built in an earlier epoch was part of a commit that failed:
    /// the durable one counts again.
    /// </summary>
    public async Task<T> NewestAsync(long epoch) => head is { } newest && newest.Epoch == epoch ? newest.Value : await LoadAsync();

    /// <summary>Sets the newest state; only by the writer whose turn it is.</summary>
    public void Advance(T value, long epoch) => Volatile.Write(ref head, new Head(value, epoch));

    /// <summary>Drops what is in memory, which is not what is stored: the next use loads it.</summary>
    void Forget()
    {
        lock (loading)
        {
            loaded = null;
            Volatile.Write(ref durable, null);
        }
    }

    /// <summary>Drops what is in memory, and everything that is being built on it.</summary>
    public void Lose()
    {
        Interlocked.Increment(ref losses);
        Forget();
    }

    /// <summary>
    /// Catches up with the change log: what is older than a version goes. A state of this version that this node is committing itself
    /// stays,
    /// for the store decides whose it is.
    /// </summary>
    /// <param name="version">The version that the log tells of.</param>
    /// <param name="epoch">The epoch in which a newest state counts.</param>
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

    /// <summary>What is in memory, without this being a use of it.</summary>
    public T? Held => Volatile.Read(ref durable);

    /// <summary>For how many minutes the value was not used.</summary>
    public int Idle => clock.Now - Volatile.Read(ref usedAt);

    /// <summary>
    /// Drops the value from memory if it was not used for so many minutes and nobody writes it; the next use loads it. Whether it was
    /// dropped.
    /// </summary>
    public bool ForgetIdle(int minutes)
    {
        if (Held is null || Idle < minutes || !turn.Wait(0))
            return false;
        // A head beyond what is durable is on its way to the disk, to be published when it is there.
        var isDropped = head is null || ReferenceEquals(head.Value, Held);
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

    /// <summary>Shows a durable state to readers, unless a newer one is there or was told of.</summary>
    public void Publish(T value)
    {
        lock (loading)
            if (value.Version >= told && (durable is null || value.Version >= durable.Version))
                Volatile.Write(ref durable, value);
    }

    /// <summary>The durable value, loaded once however many wait; a load that failed is tried again by the next caller.</summary>
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
            // What was forgotten meanwhile may have been written since: this result is then only good for who waited for it.
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
