namespace Mantle.Core.Storage;

/// <summary>The place of one value: its newest durable state for readers, its newest state for the writer whose turn it is.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design",
    "CA1001",
    Justification = "The semaphore never makes a wait handle, so there is nothing to release."
)]
public sealed class Slot<T>(ValueId id, Func<Task<T>> load, UseClock clock)
    where T : class
{
    readonly SemaphoreSlim turn = new(1);
    readonly Lock loading = new();
    Task<T>? loaded;
    T? durable,
        head;
    long headEpoch;
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

    /// <summary>
    /// The newest state, for the writer whose turn it is. A state built in an earlier epoch was part of a commit that failed:
    /// the durable one counts again.
    /// </summary>
    public async Task<T> NewestAsync(long epoch) => head is not null && headEpoch == epoch ? head : await LoadAsync();

    /// <summary>Sets the newest state; only by the writer whose turn it is.</summary>
    public void Advance(T value, long epoch) => (head, headEpoch) = (value, epoch);

    /// <summary>Drops what is in memory, which is not what is stored: the next use loads it.</summary>
    public void Forget()
    {
        lock (loading)
        {
            loaded = null;
            Volatile.Write(ref durable, null);
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
        var isDropped = head is null || ReferenceEquals(head, Held);
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

    public void Publish(T value) => Volatile.Write(ref durable, value);

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
                Volatile.Write(ref durable, result);
            return Durable ?? result;
        }
    }
}
