namespace Mantle.Core.Authentication;

/// <summary>The account that acts with a delegated session, on behalf of the identity that approved it.</summary>
/// <param name="DelegateId">The requesting account: CloudTrail's <c>invokedByDelegate</c>.</param>
/// <param name="RequestId">The delegation request. The session ends when the access is taken back.</param>
public sealed record SessionDelegation(AccountId DelegateId, string RequestId);
