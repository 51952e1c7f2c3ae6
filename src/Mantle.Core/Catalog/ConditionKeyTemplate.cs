namespace Mantle.Core.Catalog;

/// <summary>A condition key with free parts, written <c>${TagKey}</c> or <c>&lt;key&gt;</c>.</summary>
public static class ConditionKeyTemplate
{
    /// <summary>Whether a key, ignoring case, is one of those that the template stands for. A free part is never empty.</summary>
    public static bool Matches(ReadOnlySpan<char> template, ReadOnlySpan<char> key)
    {
        var open = template.IndexOfAny("$<");
        if (open < 0)
            return template.Equals(key, StringComparison.OrdinalIgnoreCase);
        if (!key.StartsWith(template[..open], StringComparison.OrdinalIgnoreCase))
            return false;
        var rest = template[(open + template[open..].IndexOfAny("}>") + 1)..];
        key = key[open..];
        for (var taken = 1; taken <= key.Length; taken++)
        {
            if (Matches(rest, key[taken..]))
                return true;
        }
        return false;
    }
}
