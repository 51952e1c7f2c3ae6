namespace Mantle.Storage.Sqlite.Trails;

/// <summary>All postings of a run in order.</summary>
sealed class PostingStream(IndexPages pages, IndexRun run)
{
    readonly List<(uint Hash, long Number)> page = [];
    int index = -1;
    (uint Hash, long Number)? read;

    public bool IsAtEnd { get; private set; }

    public uint Hash => page[index].Hash;

    public long Number => page[index].Number;

    /// <summary>Goes to the next posting; false at the end.</summary>
    public bool Next()
    {
        if (++index < page.Count)
            return true;
        // Before the first page there is no posting of hash 0 with a number above every other.
        if (pages.After(run, read ?? (0, long.MaxValue)) is not { } row)
        {
            IsAtEnd = true;
            index = page.Count - 1;
            return false;
        }
        page.Clear();
        var reader = new PostingPage.Reader(row.Body, row.Hash, row.Number, run.Last);
        while (reader.Next())
            page.Add((reader.Hash, reader.Number));
        (read, index) = ((row.Hash, row.Number), 0);
        return true;
    }
}
