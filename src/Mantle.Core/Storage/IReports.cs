namespace Mantle.Core.Storage;

/// <summary>A report that an account asked for, kept as it was drawn up.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Kind">What it reports, such as <c>credentials</c>.</param>
/// <param name="Id">Tells reports of one kind apart; a later one with the same id takes the place of the earlier.</param>
/// <param name="Time">When it was drawn up.</param>
/// <param name="Body">Its content, in the form of its kind.</param>
public sealed record Report(string AccountId, string Kind, string Id, DateTimeOffset Time, byte[] Body);

/// <summary>Where reports are kept until they are fetched: on disk, and apart from what decisions need.</summary>
public interface IReports
{
    /// <summary>Keeps a report, and drops those of its account and kind that are older than <paramref name="kept"/>.</summary>
    Task PutAsync(Report report, TimeSpan kept);

    ValueTask<Report?> FindAsync(string accountId, string kind, string id);
}
