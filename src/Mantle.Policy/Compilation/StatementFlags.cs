namespace Mantle.Policy;

[Flags]
enum StatementFlags
{
    None = 0,
    Deny = 1,

    /// <summary>The statement has <c>Resource</c>.</summary>
    Resource = 2,

    /// <summary>The statement has <c>NotResource</c>.</summary>
    NotResource = 4,
    Principal = 8,
    NotPrincipal = 16,

    /// <summary>The statement has <c>NotAction</c>.</summary>
    NotAction = 32,
}
