using System.Text;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations;

/// <summary>
/// A page of a list: at most MaxResults items (default and limit 20), and a token that names the page's last item. Lists are sorted by id,
/// so pages neither lose nor repeat an item that existed throughout.
/// </summary>
sealed record Page<T>(IReadOnlyList<T> Items, string? NextToken);

static class Page
{
    const int DefaultItems = 20;

    /// <summary>The id in a token; null for the first page.</summary>
    public static string? Start(string? token)
    {
        if (token is null)
            return null;
        try
        {
            // A text of blanks is valid base64 of nothing.
            if (Convert.FromBase64String(token) is { Length: > 0 } id)
                return Encoding.UTF8.GetString(id);
        }
        catch (FormatException) { }
        throw Errors.InvalidInputException("You provided a NextToken that is not valid.", InvalidInputExceptionReason.InvalidNextToken);
    }

    /// <summary>Takes a page from the items that follow the token's id.</summary>
    public static Page<T> Take<T>(IEnumerable<T> rest, int? maxResults, Func<T, string> idOf)
    {
        var limit = maxResults ?? DefaultItems;
        var items = new List<T>(limit);
        foreach (var item in rest)
        {
            if (items.Count == limit)
                return new Page<T>(items, Convert.ToBase64String(Encoding.UTF8.GetBytes(idOf(items[^1]))));
            items.Add(item);
        }
        return new Page<T>(items, null);
    }

    /// <summary>Sorts a short list by id and takes a page of it.</summary>
    public static Page<T> Sorted<T>(IEnumerable<T> all, Func<T, string> idOf, string? token, int? maxResults)
    {
        var after = Start(token);
        return Take(
            all.OrderBy(idOf, StringComparer.Ordinal).Where(item => after is null || string.CompareOrdinal(idOf(item), after) > 0),
            maxResults,
            idOf
        );
    }

    /// <summary>The page with its items converted.</summary>
    public static Page<TOut> Select<T, TOut>(this Page<T> page, Func<T, TOut> shape) => new([.. page.Items.Select(shape)], page.NextToken);
}
