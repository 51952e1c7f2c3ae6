namespace Mantle.Policy;

/// <summary>A variable of a policy: its key, and its default value for a request without the key.</summary>
sealed record PolicyVariable(ContextKey Key, string? Default)
{
    /// <summary>Whether AWS documents the key as multivalued. Such a key cannot be a variable and never has a value.</summary>
    public bool IsMultivalued { get; } = ConditionKeyCatalog.IsMultivalued(Key.Name);
}
