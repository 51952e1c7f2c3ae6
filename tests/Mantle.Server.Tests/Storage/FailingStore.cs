using Mantle.Core.Storage;

namespace Mantle.Server.Tests.Storage;

/// <summary>A real store that can be made to wait or to fail.</summary>
sealed class FailingStore(IStore inner) : IStore
{
    public TaskCompletionSource? Gate { get; set; }

    public TaskCompletionSource Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Failures { get; set; }

    public int Loads { get; private set; }

    /// <summary>How often it was asked for the owner of a name.</summary>
    public int Lookups { get; private set; }

    /// <summary>How often the change log was read.</summary>
    public int Looks { get; private set; }

    /// <summary>Whether the change log cannot be read.</summary>
    public bool IsUnreachable { get; set; }

    public Task<StoredValue?> LoadAsync(ValueId id, CancellationToken cancellation)
    {
        Loads++;
        return inner.LoadAsync(id, cancellation);
    }

    public Task<bool> ExistsAsync(ValueId id) => inner.ExistsAsync(id);

    public async Task<bool[]> CommitAsync(IReadOnlyList<Commit> commits)
    {
        if (Gate is { } gate)
        {
            Waiting.TrySetResult();
            await gate.Task;
        }
        if (Failures-- > 0)
            throw new IOException("disk full");
        return await inner.CommitAsync(commits);
    }

    public Task<IReadOnlyList<ChangeRecord>> ChangesAsync(long after, int limit, CancellationToken cancellation)
    {
        Looks++;
        return IsUnreachable ? throw new IOException("unreachable") : inner.ChangesAsync(after, limit, cancellation);
    }

    public bool IsShared => inner.IsShared;

    public Task<AccountId?> FindOwnerAsync(string kind, string name)
    {
        Lookups++;
        return inner.FindOwnerAsync(kind, name);
    }

    public Task<IReadOnlyList<OwnedName>> NamesAsync(string kind, string after, int limit) => inner.NamesAsync(kind, after, limit);

    public Task<long> NewestChangeAsync() => inner.NewestChangeAsync();

    public Task<bool> AdvanceAsync(string counter, long value) => inner.AdvanceAsync(counter, value);

    public Task<IReadOnlyList<TrailSegment>> OutboxAsync(long after, int limit) => inner.OutboxAsync(after, limit);

    public Task TakenAsync(long upTo) => inner.TakenAsync(upTo);

    public Task<byte[]?> ReadSettingAsync(string name) => inner.ReadSettingAsync(name);

    public Task<bool> WriteSettingAsync(string name, byte[]? expected, byte[] value) => inner.WriteSettingAsync(name, expected, value);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
