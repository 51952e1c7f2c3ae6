namespace Mantle.Core.Storage;

/// <summary>
/// A name that a commit claims for an account or releases. A commit whose claim or release fails is not written. What is said twice in one
/// commit is said once.
/// </summary>
/// <param name="Kind">What the name is of.</param>
/// <param name="Name">The name, to the letter.</param>
/// <param name="AccountId">
/// Who claims it, or has it until now. Empty for what was released before the log said by whom; no commit has that.
/// </param>
/// <param name="IsClaim">Whether it is claimed: nobody may have it then. A name that is released must be the account's.</param>
public readonly record struct NameChange(string Kind, string Name, string AccountId, bool IsClaim);
