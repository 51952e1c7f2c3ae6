namespace Mantle.Wire.Model;

/// <summary>The members that an operation uses for pagination.</summary>
public sealed class PaginationModel
{
    internal PaginationModel(IReadOnlyDictionary<string, string> words)
    {
        From = Names(words, "from");
        Next = Names(words, "next");
        Items = Names(words, "items");
        Limit = Names(words, "limit").Length > 0 ? Names(words, "limit")[0] : null;
        More = Names(words, "more").Length > 0 ? Names(words, "more")[0] : null;
    }

    /// <summary>The request members that contain the position to continue from.</summary>
    public IReadOnlyList<string> From { get; }

    /// <summary>The response members to pass as <see cref="From"/> in the next call.</summary>
    public IReadOnlyList<string> Next { get; }

    /// <summary>The response members that contain the results.</summary>
    public IReadOnlyList<string> Items { get; }

    /// <summary>The request member that limits the page size.</summary>
    public string? Limit { get; }

    /// <summary>The response member that says whether there are more results.</summary>
    public string? More { get; }

    static string[] Names(IReadOnlyDictionary<string, string> words, string word) =>
        words.TryGetValue(word, out var value) ? value.Split(',') : [];
}
