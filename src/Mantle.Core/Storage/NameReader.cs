namespace Mantle.Core.Storage;

/// <summary>Reads names: owners of recently used names from memory, everything else from the store.</summary>
sealed class NameReader(IStore store)
{
    const int Generation = 50_000,
        PageLength = 1_000;

    /// <summary>The names in memory.</summary>
    public NameCache Known { get; } = new(Generation);

    /// <summary>The account that owns a name; null if nobody owns it.</summary>
    public ValueTask<AccountId?> FindOwnerAsync(string kind, string name)
    {
        return Known.Find(kind, name) is { } owner ? new(owner) : new(LookUpAsync());

        async Task<AccountId?> LookUpAsync()
        {
            var seen = Known.Changes;
            // Clients can send any name, so names without an owner are not cached.
            if (await store.FindOwnerAsync(kind, name) is not { } found)
                return null;
            Known.Add(kind, name, found, seen);
            return found;
        }
    }

    /// <summary>The names of a kind with a prefix, in order, starting after <paramref name="after"/>, read page by page.</summary>
    public async IAsyncEnumerable<OwnedName> ListAsync(string kind, string prefix, string after)
    {
        after = string.CompareOrdinal(after, prefix) > 0 ? after : prefix;
        while (true)
        {
            var page = await store.NamesAsync(kind, after, PageLength);
            foreach (var name in page)
                if (name.Name.StartsWith(prefix, StringComparison.Ordinal))
                    yield return name;
                else
                    yield break;
            if (page.Count < PageLength)
                yield break;
            after = page[^1].Name;
        }
    }
}
