namespace Mantle.Policy;

/// <summary>What IAM demands of the name of a condition key.</summary>
static class ConditionKeyRules
{
    /// <summary>
    /// Whether the name has at most one colon, apart from those of a tag key and of keys that AWS itself names with several.
    /// </summary>
    public static bool HasOneColon(string key)
    {
        var first = key.IndexOf(':', StringComparison.Ordinal);
        var second = first < 0 ? -1 : key.IndexOf(':', first + 1);
        if (second < 0)
            return true;
        // The name before a tag key is not empty, so the slashes of https:// begin none.
        var slash = key.IndexOf('/', first);
        var isTagKey = slash > first + 1 && slash < second;
        // Mantle lets an issuer have a port, as in localhost:8443:aud.
        var between = key.AsSpan(first + 1, second - first - 1);
        var isPort = !between.IsEmpty && AsciiText.CountDigits(between) == between.Length;
        // kms:EncryptionContext: is documented up to its second colon; what follows is the user's.
        return isTagKey
            || isPort
            || ConditionKeyCatalog.TryGet(key, out _, out _)
            || ConditionKeyCatalog.TryGet(key[..(second + 1)], out _, out _);
    }
}
