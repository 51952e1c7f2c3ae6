namespace Mantle.S3.Entities;

/// <summary>A transition of objects to another storage class.</summary>
/// <param name="StorageClass">The new storage class.</param>
/// <param name="Days">Days after which an object changes: since its creation, or since it became noncurrent.</param>
/// <param name="Date">The date on which all objects change; null where the rule counts days.</param>
/// <param name="NewerNoncurrentVersions">Number of noncurrent versions that never change.</param>
sealed record LifecycleTransition(string StorageClass, int? Days, DateTimeOffset? Date = null, int? NewerNoncurrentVersions = null);
