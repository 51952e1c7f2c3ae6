using System.Collections.Concurrent;
using Mantle.Core.Storage;

namespace Mantle.Core.Audit;

/// <summary>
/// Last-used dates. Noting one costs a dictionary entry; the recorder writes them to the trail in batches, and a question is
/// answered from what is not written yet first, so the answer is current.
/// </summary>
public sealed class LastUsed(ITrail trail)
{
    ConcurrentDictionary<UseKey, Use> pending = new();
    IReadOnlyDictionary<UseKey, Use>? writing;

    /// <param name="key">What was used.</param>
    /// <param name="use">The use; one that is older than what is known does not count.</param>
    public void Note(UseKey key, Use use) => pending[key] = use;

    /// <summary>The newest use of an access key (by its id) or role (by its unique id); null when it was never used.</summary>
    public async ValueTask<Use?> OfAsync(string id)
    {
        var key = new UseKey(id, "");
        return pending.TryGetValue(key, out var use) || Volatile.Read(ref writing)?.TryGetValue(key, out use) == true
            ? use
            : await trail.LastUseAsync(id);
    }

    /// <summary>The newest use of each action by a user or role (by its unique id), successful or not.</summary>
    public async ValueTask<IReadOnlyDictionary<string, Use>> ActionsOfAsync(string id)
    {
        var actions = new Dictionary<string, Use>(await trail.ActionsOfAsync(id), StringComparer.OrdinalIgnoreCase);
        foreach (var uses in new[] { Volatile.Read(ref writing), pending })
        foreach (var (key, use) in uses ?? Enumerable.Empty<KeyValuePair<UseKey, Use>>())
            if (key.Id == id && key.Action.Length > 0)
                actions[key.Action] = use;
        return actions;
    }

    /// <summary>Hands what is pending to <paramref name="write"/>; it stays known until that is done.</summary>
    public async Task WriteAsync(Func<IReadOnlyDictionary<UseKey, Use>, Task> write)
    {
        if (pending.IsEmpty)
            return;
        var taken = pending;
        Volatile.Write(ref writing, taken);
        pending = new();
        try
        {
            await write(taken);
        }
        catch
        {
            foreach (var (key, use) in taken)
                pending.TryAdd(key, use);
            throw;
        }
        finally
        {
            Volatile.Write(ref writing, null);
        }
    }
}
