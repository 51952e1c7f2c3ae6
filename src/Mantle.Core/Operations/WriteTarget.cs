namespace Mantle.Core.Operations;

/// <summary>
/// The account that an operation writes, and the organization if it writes one too.
/// </summary>
public readonly record struct WriteTarget(AccountId AccountId, string? OrganizationId = null)
{
    /// <summary>
    /// Whether the organization must be the one that the caller's account is in. If the account has left it, the operation starts over.
    /// </summary>
    public bool FollowsMembership { get; init; }
}
