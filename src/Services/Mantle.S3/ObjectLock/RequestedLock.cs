using Mantle.Core.Authorization;
using Mantle.S3.Entities;
using Mantle.S3.Store;
using Errors = Mantle.Wire.S3.Errors;

namespace Mantle.S3.ObjectLock;

/// <summary>
/// The lock that a request asks for, for the object that it creates
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html"/>).
/// </summary>
sealed record RequestedLock(string? Mode, DateTimeOffset? RetainUntil, string? LegalHold)
{
    bool IsPresent => Mode is not null || RetainUntil is not null || LegalHold is not null;

    /// <summary>The condition keys.</summary>
    public (string, string?)[] Keys(DateTimeOffset now) =>
        [.. RetentionKeys(Mode, RetainUntil, now), ("s3:object-lock-legal-hold", LegalHold)];

    public static (string, string?)[] RetentionKeys(string? mode, DateTimeOffset? until, DateTimeOffset now) =>
        [
            ("s3:object-lock-mode", mode),
            ("s3:object-lock-retain-until-date", until?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)),
            (
                "s3:object-lock-remaining-retention-days",
                until is { } moment ? ((long)Math.Ceiling((moment - now).TotalDays)).ToString(CultureInfo.InvariantCulture) : null
            ),
        ];

    /// <summary>The actions that a lock needs besides s3:PutObject.</summary>
    public IEnumerable<ActionName> FurtherActions()
    {
        if (Mode is not null || RetainUntil is not null)
            yield return Actions.PutObjectRetention;
        if (LegalHold is not null)
            yield return Actions.PutObjectLegalHold;
    }

    /// <summary>The attributes with the lock of the request, or with the bucket's default retention where the request has none.</summary>
    public StoredAttributes Apply(Call call, Bucket bucket, StoredAttributes attributes)
    {
        if (IsPresent && bucket.Lock is null)
            throw Errors.InvalidRequest("Bucket is missing ObjectLockConfiguration");
        Check(call.Time);
        attributes = attributes with { LockMode = Mode, RetainUntil = RetainUntil, LegalHold = LegalHold };
        return Mode is null ? ByDefault(bucket, attributes, call.Objects.Now) : attributes;
    }

    /// <summary>The attributes with the bucket's default retention, where it has one.</summary>
    public static StoredAttributes ByDefault(Bucket bucket, StoredAttributes attributes, DateTimeOffset now) =>
        bucket.Lock is { Mode: { } mode } rule ? attributes with { LockMode = mode, RetainUntil = rule.Until(now) } : attributes;

    void Check(DateTimeOffset now)
    {
        if (Mode is null != RetainUntil is null)
            throw Errors
                .InvalidArgument("x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied")
                .With(("ArgumentName", Mode is null ? "x-amz-object-lock-mode" : "x-amz-object-lock-retain-until-date"));
        if (Mode is not (null or "GOVERNANCE" or "COMPLIANCE"))
            throw Errors
                .InvalidArgument("Unknown wormMode directive.")
                .With(("ArgumentName", "x-amz-object-lock-mode"), ("ArgumentValue", Mode));
        if (RetainUntil <= now)
            throw Errors
                .InvalidArgument("The retain until date must be in the future!")
                .With(
                    ("ArgumentName", "x-amz-object-lock-retain-until-date"),
                    ("ArgumentValue", RetainUntil.Value.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture))
                );
        if (LegalHold is not (null or "ON" or "OFF"))
            throw Errors
                .InvalidArgument("Legal Hold must be either of 'ON' or 'OFF'")
                .With(("ArgumentName", "x-amz-object-lock-legal-hold"), ("ArgumentValue", LegalHold));
    }
}
