namespace Mantle.Core.Operations;

/// <summary>
/// What an operation writes where it is not just the caller's account: another account, or an organization besides.
/// </summary>
public readonly record struct WriteTarget(string AccountId, string? OrganizationId = null)
{
    /// <summary>
    /// True where the organization is the one that the caller's account is in: the operation starts over if it is no longer.
    /// </summary>
    public bool FollowsMembership { get; init; }
}
