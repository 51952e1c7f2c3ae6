namespace Mantle.Policy;

[Flags]
enum StatementFlags
{
    None = 0,
    Deny = 1,

    /// <summary>Has <c>Resource</c>.</summary>
    Resource = 2,

    /// <summary>Has <c>NotResource</c>.</summary>
    NotResource = 4,
    Principal = 8,
    NotPrincipal = 16,

    /// <summary>Its action patterns are those of <c>NotAction</c>.</summary>
    NotAction = 32,
}
