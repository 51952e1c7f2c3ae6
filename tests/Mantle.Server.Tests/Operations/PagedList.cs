using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations;

/// <summary>How to fill a list, and how to read it.</summary>
/// <param name="Count">How many entries are added before it is read.</param>
/// <param name="PageSize">Entries of a page.</param>
/// <param name="Shown">Elements of the answer whose text names an entry.</param>
/// <param name="AddAsync">Adds an entry; returns what the list shows of it.</param>
sealed record PagedList(int Count, int PageSize, string[] Shown, Func<TestClient, string, Task<string>> AddAsync)
{
    /// <summary>Removes an entry, named as the list shows it; null where entries cannot be removed.</summary>
    public Func<TestClient, string, Task>? RemoveAsync { get; init; }

    /// <summary>Prepares what the list needs; returns the entries that it has from the start.</summary>
    public Func<TestClient, Task<string[]>> PrepareAsync { get; init; } = _ => Task.FromResult<string[]>([]);

    /// <summary>Further parameters of the list.</summary>
    public Func<TestClient, (string, string)[]> Parameters { get; init; } = _ => [];

    /// <summary>A list that AWS lets grow, of entries that are named by who adds them.</summary>
    public static PagedList Of(
        string shown,
        Func<TestClient, string, Task> add,
        Func<TestClient, string, Task> remove,
        int count = 250,
        int pageSize = 25
    ) =>
        new(
            count,
            pageSize,
            [shown],
            async (client, entry) =>
            {
                await add(client, entry);
                return entry;
            }
        )
        {
            RemoveAsync = remove,
        };

    /// <summary>A list that AWS keeps short.</summary>
    public static PagedList Short(int count, string shown, Func<TestClient, string, Task> add, Func<TestClient, string, Task> remove) =>
        Of(shown, add, remove, count, 1);
}
