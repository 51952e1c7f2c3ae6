namespace Mantle.Core.Storage;

/// <summary>A stored report that an account asked for.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Kind">Its kind, such as <c>credentials</c>.</param>
/// <param name="Id">Its id within its kind. A later report with the same id replaces the earlier one.</param>
/// <param name="Time">When it was created.</param>
/// <param name="Body">Its content, in the format of its kind.</param>
public sealed record Report(AccountId AccountId, string Kind, string Id, DateTimeOffset Time, byte[] Body);

/// <summary>Stores reports until they are fetched: on disk, and apart from the data that decisions need.</summary>
public interface IReports
{
    /// <summary>Stores a report, and deletes those of its account and kind that are older than <paramref name="kept"/>.</summary>
    Task PutAsync(Report report, TimeSpan kept);

    ValueTask<Report?> FindAsync(AccountId accountId, string kind, string id);
}
