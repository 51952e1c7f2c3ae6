namespace Mantle.Core.Storage;

/// <summary>
/// The storage contract (docs/storage.md). Values are loaded whole and changed entity by entity under compare-and-swap.
/// An acknowledged commit is durable, and seen by whoever reads afterwards, on every node. Every implementation passes the same suites
/// (tests/Mantle.Server.Tests/Storage/Contracts).
/// </summary>
public interface IStore : IAsyncDisposable
{
    /// <summary>
    /// Whether other processes may commit to the same store. Where none do, what is in memory is what is stored, and nobody follows the
    /// change log.
    /// </summary>
    bool IsShared { get; }

    /// <summary>The value; null when nothing was ever committed to it.</summary>
    Task<StoredValue?> LoadAsync(ValueId id, CancellationToken cancellation);

    /// <summary>Whether anything was ever committed to the value.</summary>
    Task<bool> ExistsAsync(ValueId id);

    /// <summary>
    /// Commits in order, in one transaction, each all or nothing. The answer says for each whether it was committed;
    /// false means that a value it writes was not at the expected version, that a name it claims has an owner already, or that a name
    /// it releases is not the account's.
    /// </summary>
    Task<bool[]> CommitAsync(IReadOnlyList<Commit> commits);

    /// <summary>The account that has a name; null when nobody has. Unknown names are asked for as often as anybody likes.</summary>
    Task<string?> FindOwnerAsync(string kind, string name);

    /// <summary>The names of a kind that come after one, in the order of their UTF-8 bytes.</summary>
    Task<IReadOnlyList<OwnedName>> NamesAsync(string kind, string after, int limit);

    /// <summary>The number of the newest entry of the change log; 0 when it is empty.</summary>
    Task<long> NewestChangeAsync();

    /// <summary>
    /// The change log after a sequence number, oldest first. Who sees an entry sees every one with a smaller number: none turns up later
    /// among those that were read.
    /// </summary>
    Task<IReadOnlyList<ChangeRecord>> ChangesAsync(long after, int limit, CancellationToken cancellation);

    /// <summary>Sets a counter to <paramref name="value"/> if it grows by that; false when it was already there or beyond.</summary>
    Task<bool> AdvanceAsync(string counter, long value);

    /// <summary>
    /// Event segments after a number that are committed and that the outbox still has, oldest first. Does not wait for a commit under way.
    /// </summary>
    Task<IReadOnlyList<TrailSegment>> OutboxAsync(long after, int limit);

    /// <summary>Drops the outbox up to a segment's number: the trail has it.</summary>
    Task TakenAsync(long upTo);

    /// <summary>Small named settings of the installation: the wrapped key ring, the management account's id.</summary>
    Task<byte[]?> ReadSettingAsync(string name);

    /// <summary>
    /// Writes a setting if it still has the value that was read (null: none). False where another writer was first; nothing is written
    /// then. The change log tells that it was written, and not what.
    /// </summary>
    Task<bool> WriteSettingAsync(string name, byte[]? expected, byte[] value);
}
