using System.Collections.Concurrent;

namespace Mantle.Server.Audit;

/// <summary>When an access key or role was last used, for which service, in which region.</summary>
sealed record Use(DateTimeOffset Time, string Service, string Region);

/// <summary>
/// Last-used dates. Noting one costs a dictionary entry; the recorder writes them to the trail in batches, and a question is
/// answered from what is not written yet first, so the answer is current.
/// </summary>
sealed class LastUsed(ITrail trail)
{
    ConcurrentDictionary<string, Use> pending = new(StringComparer.Ordinal);
    IReadOnlyDictionary<string, Use>? writing;

    /// <param name="id">An access key id, or a role's unique id.</param>
    /// <param name="use">The use; one that is older than what is known does not count.</param>
    public void Note(string id, Use use) => pending[id] = use;

    /// <summary>The newest use of an access key (by its id) or role (by its unique id); null when it was never used.</summary>
    public async ValueTask<Use?> OfAsync(string id) =>
        pending.TryGetValue(id, out var use) || Volatile.Read(ref writing)?.TryGetValue(id, out use) == true ? use : await trail.LastUseAsync(id);

    /// <summary>Hands what is pending to <paramref name="write"/>; it stays known until that is done.</summary>
    public async Task WriteAsync(Func<IReadOnlyDictionary<string, Use>, Task> write)
    {
        if (pending.IsEmpty)
            return;
        var taken = pending;
        Volatile.Write(ref writing, taken);
        pending = new(StringComparer.Ordinal);
        try
        {
            await write(taken);
        }
        catch
        {
            foreach (var (id, use) in taken)
                pending.TryAdd(id, use);
            throw;
        }
        finally
        {
            Volatile.Write(ref writing, null);
        }
    }
}
