namespace Mantle.Core.Storage;

/// <summary>
/// The storage contract (docs/storage.md). Values are loaded whole and changed entity by entity under compare-and-swap.
/// An acknowledged commit is durable, and later reads on every node see it. Every implementation passes the same test suites
/// (tests/Mantle.Server.Tests/Storage/Contracts).
/// </summary>
public interface IStore : IAsyncDisposable
{
    /// <summary>
    /// Whether other processes may commit to the same store. If not, this process's memory is always current, and nobody follows the change
    /// log.
    /// </summary>
    bool IsShared { get; }

    /// <summary>Loads a value; null if it was never committed.</summary>
    Task<StoredValue?> LoadAsync(ValueId id, CancellationToken cancellation);

    /// <summary>Whether the value was ever committed.</summary>
    Task<bool> ExistsAsync(ValueId id);

    /// <summary>
    /// Writes commits in order in one transaction, each all or nothing. The result says for each whether it was written. False means that
    /// a value was not at the expected version, that a claimed name has an owner, or that a released name does not belong to the account.
    /// </summary>
    Task<bool[]> CommitAsync(IReadOnlyList<Commit> commits);

    /// <summary>
    /// The account that owns a name; null if nobody owns it. Must be cheap for unknown names: clients can ask for any name.
    /// </summary>
    Task<AccountId?> FindOwnerAsync(string kind, string name);

    /// <summary>The names of a kind after a name, in the order of their UTF-8 bytes.</summary>
    Task<IReadOnlyList<OwnedName>> NamesAsync(string kind, string after, int limit);

    /// <summary>The number of the newest entry of the change log; 0 when it is empty.</summary>
    Task<long> NewestChangeAsync();

    /// <summary>
    /// Entries of the change log after a sequence number, oldest first. Whoever sees an entry sees all entries with smaller numbers: none
    /// appears later among those already read.
    /// </summary>
    Task<IReadOnlyList<ChangeRecord>> ChangesAsync(long after, int limit, CancellationToken cancellation);

    /// <summary>Sets a counter to <paramref name="value"/> if that increases it; otherwise returns false.</summary>
    Task<bool> AdvanceAsync(string counter, long value);

    /// <summary>
    /// Committed event segments in the outbox after a number, oldest first. Does not wait for a commit in progress.
    /// </summary>
    Task<IReadOnlyList<TrailSegment>> OutboxAsync(long after, int limit);

    /// <summary>Removes segments up to a number from the outbox, because the trail has them.</summary>
    Task TakenAsync(long upTo);

    /// <summary>Small named settings of the installation: the wrapped key ring, the management account's id.</summary>
    Task<byte[]?> ReadSettingAsync(string name);

    /// <summary>
    /// Writes a setting if it still has the expected value (null: the setting does not exist). Returns false, and writes nothing, if
    /// another writer was first. The change log notes that the setting was written, but not its value.
    /// </summary>
    Task<bool> WriteSettingAsync(string name, byte[]? expected, byte[] value);
}
