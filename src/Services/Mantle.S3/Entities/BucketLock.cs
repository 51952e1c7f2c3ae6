namespace Mantle.S3.Entities;

/// <summary>
/// A bucket's Object Lock and its default retention (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html"/>).
/// </summary>
/// <param name="Mode"><c>GOVERNANCE</c> or <c>COMPLIANCE</c>; null without a default retention.</param>
/// <param name="Days">The retention period; null where it is in years.</param>
/// <param name="Years">The retention period; null where it is in days.</param>
sealed record BucketLock(string? Mode, int? Days, int? Years)
{
    /// <summary>The retain-until date of an object that is created now.</summary>
    public DateTimeOffset Until(DateTimeOffset now) => Days is { } days ? now.AddDays(days) : now.AddYears(Years ?? 0);
}
