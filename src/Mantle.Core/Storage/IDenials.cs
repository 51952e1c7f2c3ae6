namespace Mantle.Core.Storage;

/// <summary>A denied call as the store keeps it.</summary>
/// <param name="AccountId">The caller's account.</param>
/// <param name="Time">When it was denied.</param>
/// <param name="Ids">The ids of its denials.</param>
/// <param name="Body">Its record, without the texts of policies.</param>
/// <param name="Texts">
/// The texts of its policies by their hashes. The store keeps equal texts once, and does not read them back here.
/// </param>
public sealed record StoredDenial(
    AccountId AccountId,
    DateTimeOffset Time,
    IReadOnlyList<string> Ids,
    byte[] Body,
    IReadOnlyDictionary<string, byte[]> Texts
);

/// <summary>
/// Stores denied calls for a day, so that they can be explained. Losing some in a crash is acceptable: their events are in the trail.
/// </summary>
public interface IDenials : IAsyncDisposable
{
    /// <summary>Stores denied calls in one transaction.</summary>
    Task AppendAsync(IReadOnlyList<StoredDenial> denials);

    /// <summary>The denied call that has this id; null if there is none, or none any more.</summary>
    ValueTask<StoredDenial?> FindAsync(string id);

    /// <summary>The newest denied calls of an account, newest first.</summary>
    ValueTask<IReadOnlyList<StoredDenial>> LatestAsync(AccountId accountId, int limit);

    /// <summary>The texts of policies by their hashes. Texts that were dropped are left out.</summary>
    ValueTask<IReadOnlyDictionary<string, byte[]>> TextsAsync(IEnumerable<string> hashes);

    /// <summary>
    /// Drops the denied calls before a moment, then the oldest ones of every account that has more than <paramref name="perAccount"/>, and
    /// at last the oldest ones of all beyond <paramref name="total"/>. Drops the texts that only such calls used.
    /// </summary>
    Task SweepAsync(DateTimeOffset before, int perAccount, int total);
}
