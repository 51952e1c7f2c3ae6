namespace Mantle.Policy;

/// <summary>The <c>Effect</c> element.</summary>
public enum Effect
{
    /// <summary>The statement allows what it matches.</summary>
    Allow,

    /// <summary>The statement denies what it matches, even if another statement allows it.</summary>
    Deny,
}
