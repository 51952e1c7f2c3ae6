using System.Collections.Concurrent;
using Mantle.Core.Storage;

namespace Mantle.Core.Audit;

/// <summary>
/// Last-used dates of access keys, roles and actions. Noting one sets a dictionary entry, and the recorder writes the entries to the
/// trail in batches. Queries look at unwritten entries first, so they return current dates.
/// </summary>
public sealed class LastUsed(ITrail trail)
{
    ConcurrentDictionary<LastUseKey, LastUse> pending = new();
    IReadOnlyDictionary<LastUseKey, LastUse>? writing;

    /// <param name="key">The access key, user or role that was used.</param>
    /// <param name="use">The use. The trail ignores a use that is older than the stored one.</param>
    public void Note(LastUseKey key, LastUse use) => pending[key] = use;

    /// <summary>The newest use of an access key (by its id) or role (by its unique id); null when it was never used.</summary>
    public async ValueTask<LastUse?> OfAsync(string id)
    {
        var key = new LastUseKey(id, "");
        return pending.TryGetValue(key, out var use) || Volatile.Read(ref writing)?.TryGetValue(key, out use) == true
            ? use
            : await trail.LastUseAsync(id);
    }

    /// <summary>The newest use of each action by a user or role (by its unique id), denied uses included.</summary>
    public async ValueTask<IReadOnlyDictionary<string, LastUse>> ActionsOfAsync(string id)
    {
        var actions = new Dictionary<string, LastUse>(await trail.ActionsOfAsync(id), StringComparer.OrdinalIgnoreCase);
        foreach (var uses in new[] { Volatile.Read(ref writing), pending })
        foreach (var (key, use) in uses ?? Enumerable.Empty<KeyValuePair<LastUseKey, LastUse>>())
            if (key.Id == id && key.Action.Length > 0)
                actions[key.Action] = use;
        return actions;
    }

    /// <summary>Passes the pending entries to <paramref name="write"/>. Queries find them until it returns; a failure keeps them.</summary>
    public async Task WriteAsync(Func<IReadOnlyDictionary<LastUseKey, LastUse>, Task> write)
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
