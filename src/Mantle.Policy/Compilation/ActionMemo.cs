namespace Mantle.Policy;

/// <summary>
/// Caches the statements that an index has for an action, so that the next request with the action needs no look-up.
/// </summary>
/// <remarks>
/// Readers take no lock. A limited number of actions is cached, the first ones, and only short lists. For other actions the caller uses the
/// index, which gives the same result.
/// </remarks>
sealed class ActionMemo(PolicyGroup policies)
{
    /// <summary>More actions than a busy organization uses, but few enough to stay small whatever clients send.</summary>
    public const int MaxActions = 1_024;

    /// <summary>A longer list is faster to look up in the index, by the resource.</summary>
    const int MaxStatements = 12;

    readonly Lock adding = new();
    Entry?[] slots = new Entry?[16];
    int count;

    /// <summary>The statements that match an action, in the order of their policies; null if the caller must use the index.</summary>
    public KnownStatement[]? Find(ActionText action) => Find(slots, action) is { } known ? known.Statements : Add(action);

    static Entry? Find(Entry?[] table, ActionText action)
    {
        var mask = table.Length - 1;
        for (var slot = action.Hash & mask; table[slot] is { } entry; slot = (slot + 1) & mask)
            if (entry.Hash == action.Hash && entry.Action == action.Lower)
                return entry;
        return null;
    }

    KnownStatement[]? Add(ActionText action)
    {
        if (Volatile.Read(ref count) >= MaxActions)
            return null;
        lock (adding)
        {
            if (Find(slots, action) is { } known)
                return known.Statements;
            if (count >= MaxActions)
                return null;
            var statements = policies.StatementsFor(action);
            if (2 * (count + 1) > slots.Length)
                Volatile.Write(ref slots, Grown());
            var entry = new Entry(action.Hash, action.Lower, statements.Count > MaxStatements ? null : [.. statements]);
            Put(slots, entry);
            Volatile.Write(ref count, count + 1);
            return entry.Statements;
        }
    }

    Entry?[] Grown()
    {
        var grown = new Entry?[slots.Length * 2];
        foreach (var entry in slots)
            if (entry is not null)
                Put(grown, entry);
        return grown;
    }

    static void Put(Entry?[] table, Entry entry)
    {
        var slot = entry.Hash & (table.Length - 1);
        while (table[slot] is not null)
            slot = (slot + 1) & (table.Length - 1);
        Volatile.Write(ref table[slot], entry);
    }

    sealed record Entry(int Hash, string Action, KnownStatement[]? Statements);
}
