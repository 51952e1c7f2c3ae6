namespace Mantle.Core.Naming;

/// <summary>
/// Kinds of names that all services use. A name is unique across accounts within its kind, case-sensitively. A service with its own names
/// declares their kind. A stored kind never changes its meaning.
/// </summary>
public static class NameKind
{
    /// <summary>Ids of the existing accounts.</summary>
    public const string Account = "account";

    /// <summary>Email addresses of root users, in lower case, so that case alone does not make two addresses differ.</summary>
    public const string Email = "email";
}
