namespace Mantle.Server.Accounts;

/// <summary>When objects go to another storage class.</summary>
/// <param name="StorageClass">Where to.</param>
/// <param name="Days">Days after which they go: since they were made, or since they are no longer current.</param>
/// <param name="Date">When all of them go; null where it is in days.</param>
/// <param name="NewerNoncurrentVersions">Noncurrent versions that stay where they are whatever their age.</param>
sealed record LifecycleTransition(string StorageClass, int? Days, DateTimeOffset? Date = null, int? NewerNoncurrentVersions = null);
