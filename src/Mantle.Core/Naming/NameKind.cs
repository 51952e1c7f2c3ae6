namespace Mantle.Core.Naming;

/// <summary>
/// Kinds of names that every service stands on. A name is unique across accounts within its kind, to the letter. A service that has
/// names of its own declares their kind; a kind that was stored never changes its meaning.
/// </summary>
public static class NameKind
{
    /// <summary>Account ids: the accounts there are.</summary>
    public const string Account = "account";

    /// <summary>Email addresses of root users, in lower case: no two differ by that alone.</summary>
    public const string Email = "email";
}
