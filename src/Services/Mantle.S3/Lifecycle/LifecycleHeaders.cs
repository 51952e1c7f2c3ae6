using Mantle.S3.Entities;
using Mantle.S3.Store;

namespace Mantle.S3.Lifecycle;

/// <summary>
/// The lifecycle headers of answers: when an object expires, and when an upload is aborted
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-expire-general-considerations.html"/>).
/// </summary>
static class LifecycleHeaders
{
    /// <summary>The header <c>x-amz-expiration</c>; null where no rule applies to the object.</summary>
    public static string? Expiration(Bucket bucket, StoredObject stored)
    {
        if (bucket.Lifecycle is not { } rules || stored.Replaced is not null)
            return null;
        var first = rules
            .Where(rule =>
                rule.Enabled && stored.Key.StartsWith(rule.Prefix, StringComparison.Ordinal) && LifecycleRun.Concerns(rule, stored)
            )
            .Select(rule =>
                (rule.Id, At: rule.ExpirationDate ?? (rule.ExpirationDays is { } days ? DueDate.After(stored.Modified, days) : null))
            )
            .Where(item => item.At is not null)
            .OrderBy(item => item.At)
            .FirstOrDefault();
        return first.At is { } at
            ? $"expiry-date=\"{at.ToString("r", CultureInfo.InvariantCulture)}\", rule-id=\"{Uri.EscapeDataString(first.Id)}\""
            : null;
    }

    /// <summary>When an upload that begins now is aborted, and by which rule.</summary>
    public static (DateTimeOffset? At, string? RuleId) Abort(Bucket bucket, Upload upload)
    {
        return (bucket.Lifecycle ?? [])
            .Where(rule =>
                rule is { Enabled: true, AbortUploadDays: not null } && upload.Key.StartsWith(rule.Prefix, StringComparison.Ordinal)
            )
            .Select(rule => (At: DueDate.After(upload.Initiated, rule.AbortUploadDays!.Value), RuleId: (string?)rule.Id))
            .Where(item => item.At is not null)
            .OrderBy(item => item.At)
            .FirstOrDefault();
    }
}
