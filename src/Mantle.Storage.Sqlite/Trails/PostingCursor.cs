namespace Mantle.Storage.Sqlite.Trails;

/// <summary>Reads the events of one hash out of the index, from the newest to the oldest.</summary>
sealed class PostingCursor(IndexPages pages, IReadOnlyList<IndexRun> runs, uint hash)
{
    /// <summary>Events further away than this are looked up, instead of read up to.</summary>
    const long Far = 10_000;

    /// <summary>The events with the hash on the current page, the newest first, and how many of them were passed.</summary>
    readonly List<long> found = [];
    int passed;

    /// <summary>The run of the current page, and the page's first posting.</summary>
    int index = runs.Count;
    (uint Hash, long Number) page;

    /// <summary>Whether the hash can go on behind the current page.</summary>
    bool goesOn;

    /// <summary>The newest event with the hash up to a number, which must not grow from call to call; 0 if there is none.</summary>
    public long SeekTo(long atMost)
    {
        while (true)
        {
            for (; passed < found.Count; passed++)
                if (found[passed] <= atMost)
                    return found[passed];
            if (goesOn && runs[index].First <= atMost)
                ReadOn(atMost);
            else if (!EnterRun(atMost))
                return 0;
        }
    }

    void ReadOn(long atMost)
    {
        var run = runs[index];
        if (found.Count > 0 && found[^1] - atMost > Far && pages.At(run, hash, atMost) is { } at && (at.Hash, at.Number) != page)
            Read(at);
        else if (pages.After(run, page) is { } next && next.Hash == hash)
            Read(next);
        else
            goesOn = false;
    }

    /// <summary>Goes to the next older run that can have events up to a number; false if there is none.</summary>
    bool EnterRun(long atMost)
    {
        do index--;
        while (index >= 0 && runs[index].First > atMost);
        found.Clear();
        (passed, goesOn) = (0, false);
        if (index < 0)
        {
            index = 0;
            return false;
        }
        var run = runs[index];
        if (pages.At(run, hash, Math.Min(atMost, run.Last)) is { } row)
            Read(row);
        else if (pages.After(run, (hash, run.Last)) is { } first && first.Hash == hash)
            Read(first);
        return true;
    }

    void Read(IndexPages.Row row)
    {
        found.Clear();
        (passed, page, goesOn) = (0, (row.Hash, row.Number), true);
        var reader = new PostingPage.Reader(row.Body, row.Hash, row.Number, runs[index].Last);
        while (goesOn && reader.Next())
            if (reader.Hash == hash)
                found.Add(reader.Number);
            else
                goesOn = reader.Hash < hash;
    }
}
