namespace Mantle.Policy;

/// <summary>IAM's rules for names of condition keys.</summary>
static class ConditionKeyRules
{
    /// <summary>
    /// Whether the name has at most one colon. Colons in a tag key do not count, nor in keys that AWS itself defines with several.
    /// </summary>
    public static bool HasOneColon(string key)
    {
        var first = key.IndexOf(':', StringComparison.Ordinal);
        var second = first < 0 ? -1 : key.IndexOf(':', first + 1);
        if (second < 0)
            return true;
        // The name before a tag key is not empty, so the slashes of https:// do not start a tag key.
        var slash = key.IndexOf('/', first);
        var isTagKey = slash > first + 1 && slash < second;
        // In Mantle, an issuer may have a port, as in localhost:8443:aud.
        var between = key.AsSpan(first + 1, second - first - 1);
        var isPort = !between.IsEmpty && AsciiText.CountDigits(between) == between.Length;
        // kms:EncryptionContext: is documented up to its second colon; the rest is defined by the user.
        return isTagKey
            || isPort
            || ConditionKeyCatalog.TryGet(key, out _, out _)
            || ConditionKeyCatalog.TryGet(key[..(second + 1)], out _, out _);
    }
}
