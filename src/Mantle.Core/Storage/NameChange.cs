namespace Mantle.Core.Storage;

/// <summary>
/// A claim or release of a name in a commit. A commit whose claim or release fails is not written. Repeating the same one in a commit
/// has no effect.
/// </summary>
/// <param name="Kind">The kind of the name.</param>
/// <param name="Name">The name, case-sensitive.</param>
/// <param name="AccountId">
/// The account that claims or releases the name. The default only in old log entries of releases, which did not record it.
/// </param>
/// <param name="IsClaim">True for a claim: nobody may own the name. False for a release: the account must own it.</param>
public readonly record struct NameChange(string Kind, string Name, AccountId AccountId, bool IsClaim);
