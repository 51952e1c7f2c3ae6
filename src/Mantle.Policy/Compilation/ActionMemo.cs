namespace Mantle.Policy;

/// <summary>
/// The statements that an index has for the actions that were asked for, so that the next time nothing needs to be looked up.
/// </summary>
/// <remarks>
/// Readers take no lock. Only so many actions are kept, the first ones, and only short lists: for others the index is asked,
/// which answers the same.
/// </remarks>
sealed class ActionMemo(PolicyGroup policies)
{
    /// <summary>More than the actions of a busy organization, and few enough to stay small whatever actions are asked for.</summary>
    public const int MaxActions = 1_024;

    /// <summary>A longer list is quicker looked up in the index, by the resource.</summary>
    const int MaxStatements = 12;

    readonly Lock adding = new();
    Entry?[] slots = new Entry?[16];
    int count;

    /// <summary>The statements that concern an action, in the order of their policies; null where the index is to be asked.</summary>
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
