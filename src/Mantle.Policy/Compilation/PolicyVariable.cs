namespace Mantle.Policy;

/// <summary>A variable of a policy: the key whose value it stands for, and the value used when the request has none.</summary>
sealed record PolicyVariable(ContextKey Key, string? Default)
{
    /// <summary>Whether AWS documents the key as multivalued: then it is no variable and never has a value.</summary>
    public bool IsMultivalued { get; } = ConditionKeyCatalog.IsMultivalued(Key.Name);
}
