using System.Text;
using Mantle.Wire.Iam;

namespace Mantle.Iam;

/// <summary>
/// One page of a list: at most MaxItems (default 100) and a marker that names where the next one starts. Lists are in name order,
/// so pages neither lose nor repeat an entity that was there throughout.
/// </summary>
sealed record Page<T>(IReadOnlyList<T> Items, bool IsTruncated, string? Marker);

static class Page
{
    public const int DefaultItems = 100;

    /// <summary>The name that a marker stands for; null for the first page.</summary>
    /// <param name="marker">The marker.</param>
    /// <param name="invalid">How a list says that it is none, where AWS words that differently.</param>
    public static string? Start(string? marker, string? invalid = null)
    {
        if (marker is null)
            return null;
        try
        {
            // Blanks alone are valid base64, of no name at all.
            if (Convert.FromBase64String(marker) is { Length: > 0 } name)
                return Encoding.UTF8.GetString(name);
        }
        catch (FormatException) { }
        throw Errors.ValidationError(invalid ?? $"Invalid Marker: {marker}");
    }

    /// <summary>Takes a page from what follows the marker's name.</summary>
    public static Page<T> Take<T>(IEnumerable<T> rest, int? maxItems, Func<T, string> nameOf)
    {
        var limit = maxItems ?? DefaultItems;
        var items = new List<T>(Math.Min(limit, DefaultItems));
        foreach (var item in rest)
        {
            if (items.Count == limit)
                return new Page<T>(items, true, Convert.ToBase64String(Encoding.UTF8.GetBytes(nameOf(items[^1]))));
            items.Add(item);
        }
        return new Page<T>(items, false, null);
    }

    /// <summary>Takes a page of a short list, sorted by name here.</summary>
    public static Page<T> Sorted<T>(IEnumerable<T> all, Func<T, string> nameOf, StringComparer order, string? marker, int? maxItems)
    {
        var after = Start(marker);
        return Take(all.OrderBy(nameOf, order).Where(item => after is null || order.Compare(nameOf(item), after) > 0), maxItems, nameOf);
    }
}
