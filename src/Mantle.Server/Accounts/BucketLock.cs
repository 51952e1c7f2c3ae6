namespace Mantle.Server.Accounts;

/// <summary>
/// A bucket's Object Lock, and the retention that its new objects get
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html"/>).
/// </summary>
/// <param name="Mode"><c>GOVERNANCE</c> or <c>COMPLIANCE</c>; null where new objects get none.</param>
/// <param name="Days">How long; null where it is in years.</param>
/// <param name="Years">How long; null where it is in days.</param>
sealed record BucketLock(string? Mode, int? Days, int? Years)
{
    /// <summary>Until when an object is kept that is made now.</summary>
    public DateTimeOffset Until(DateTimeOffset now) => Days is { } days ? now.AddDays(days) : now.AddYears(Years ?? 0);
}
