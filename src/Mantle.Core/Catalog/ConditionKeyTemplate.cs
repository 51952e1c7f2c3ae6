namespace Mantle.Core.Catalog;

/// <summary>A condition key with placeholders, written <c>${TagKey}</c> or <c>&lt;key&gt;</c>.</summary>
public static class ConditionKeyTemplate
{
    /// <summary>Whether a key matches the template, ignoring case. A placeholder stands for at least one character.</summary>
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
