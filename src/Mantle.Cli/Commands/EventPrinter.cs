namespace Mantle.Cli.Commands;

/// <summary>Prints events as a table, or as JSON lines.</summary>
sealed class EventPrinter(bool isJson, bool hasAccounts)
{
    readonly EventTable table = new(hasAccounts);

    /// <summary>
    /// Whether an event is printed. The listing of events is not: it would be in every list, and following the trail would never end.
    /// </summary>
    public static bool Wants(string record) => !EventRow.Of(record).IsListing;

    /// <summary>Prints events, oldest first.</summary>
    public void Print(IReadOnlyList<string> records)
    {
        if (isJson)
            foreach (var record in records)
                Console.Out.WriteLine(record);
        else
            table.Print([.. records.Select(EventRow.Of)]);
    }
}
