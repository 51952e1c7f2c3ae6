namespace Mantle.Policy;

/// <summary>Parses an operator such as <c>ForAnyValue:StringLikeIfExists</c>. Operator names ignore case.</summary>
static class ConditionOperatorName
{
    const string IfExistsSuffix = "IfExists";

    static readonly System.Collections.Frozen.FrozenDictionary<string, ConditionOperator>.AlternateLookup<ReadOnlySpan<char>> Names = System
        .Collections.Frozen.FrozenDictionary.ToFrozenDictionary(
            Enum.GetValues<ConditionOperator>(),
            o => o.ToString(),
            StringComparer.OrdinalIgnoreCase
        )
        .GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool TryParse(ReadOnlySpan<char> text, out ConditionOperator @operator, out SetOperator set, out bool ifExists)
    {
        set = SetOperator.None;
        if (TakePrefix(ref text, "ForAllValues:"))
            set = SetOperator.ForAllValues;
        else if (TakePrefix(ref text, "ForAnyValue:"))
            set = SetOperator.ForAnyValue;
        ifExists = text.EndsWith(IfExistsSuffix, StringComparison.OrdinalIgnoreCase);
        if (ifExists)
            text = text[..^IfExistsSuffix.Length];
        // Null tests whether the key exists, so IfExists would contradict it.
        return Names.TryGetValue(text, out @operator) && !(ifExists && @operator == ConditionOperator.Null);
    }

    static bool TakePrefix(ref ReadOnlySpan<char> text, string prefix)
    {
        if (!text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            return false;
        text = text[prefix.Length..];
        return true;
    }
}
