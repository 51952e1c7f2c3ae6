namespace Mantle.Cli.Commands;

/// <summary>
/// Prints events as a table. A column is as wide as it needs to be for the rows printed so far; nothing is cut, because names and ARNs
/// are copied from here.
/// </summary>
sealed class EventTable(bool hasAccounts)
{
    readonly int[] widths = new int[6];
    bool begun;

    public void Print(IReadOnlyList<EventRow> rows)
    {
        if (rows.Count == 0)
            return;
        IEnumerable<EventRow> printed = begun ? rows : rows.Prepend(EventRow.Head);
        begun = true;
        var lines = printed.Select(Cells).ToList();
        foreach (var cells in lines)
            for (var i = 0; i < cells.Length; i++)
                widths[i] = Math.Max(widths[i], cells[i].Length);
        foreach (var cells in lines)
            Console.Out.WriteLine(string.Join("  ", cells.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
    }

    string[] Cells(EventRow row)
    {
        string[] cells = hasAccounts
            ? [row.Time, row.Account, row.Who, row.Call, row.Outcome, row.Resource]
            : [row.Time, row.Who, row.Call, row.Outcome, row.Resource];
        return Array.ConvertAll(cells, PrintedText.Of);
    }
}
