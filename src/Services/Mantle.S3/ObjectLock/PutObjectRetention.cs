using Mantle.Core.Authorization;
using Mantle.S3.Store;
using Mantle.Wire.S3;

namespace Mantle.S3.ObjectLock;

[Operation]
static class PutObjectRetention
{
    public static ValueTask<Access> RequiresAsync(PutObjectRetentionRequest r, Call c, CancellationToken cancellation) =>
        LockedObject.NeedsAsync(c, r.Bucket, r.ExpectedBucketOwner, r.Key, r.VersionId, Actions.PutObjectRetention, Keys(r, c));

    static (string, string?)[] Keys(PutObjectRetentionRequest r, Call c) =>
        RequestedLock.RetentionKeys(r.Retention?.Mode, r.Retention?.RetainUntilDate, c.Time);

    public static async Task<PutObjectRetentionOutput> ExecuteAsync(PutObjectRetentionRequest r, Call c, CancellationToken cancellation)
    {
        var (bucket, stored) = await LockedObject.FindAsync(c, r.Bucket, r.Key, r.VersionId);
        var wanted = r.Retention ?? throw Errors.MalformedXML();
        if (wanted.Mode is null != wanted.RetainUntilDate is null)
            throw Errors.MalformedXML();
        if (wanted.RetainUntilDate is { } until && until <= c.Time)
            throw Errors
                .InvalidArgument("The retain until date must be in the future!")
                .With(
                    ("ArgumentName", "RetainUntilDate"),
                    ("ArgumentValue", until.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture))
                );
        _ =
            await c.Objects.UpdateAsync(
                bucket.Bucket.Id,
                r.Key,
                stored.Version ?? ObjectStore.NullVersion,
                present =>
                {
                    c.DecideOn(
                        bucket,
                        r.Key,
                        r.VersionId,
                        present,
                        () => LockedObject.Needs(c, bucket, r.Key, r.VersionId, Actions.PutObjectRetention, Keys(r, c))
                    );
                    // The check runs within the write, so that it sees a lock that another call has just put.
                    var attributes = present.Attributes;
                    if (
                        LockedVersion.IsRetained(attributes, c.Time)
                        && Loosens(attributes, wanted)
                        && !(
                            attributes.LockMode == "GOVERNANCE"
                            && LockedObject.MayBypass(c, bucket, present, r.BypassGovernanceRetention == true)
                        )
                    )
                        throw LockedVersion.Denied();
                    return attributes with { LockMode = wanted.Mode, RetainUntil = wanted.RetainUntilDate };
                }
            ) ?? throw Existing.Missing(c, bucket, r.Key, r.VersionId);
        return new PutObjectRetentionOutput();
    }

    /// <summary>Everyone with the permission may extend a retention. The mode can only change from GOVERNANCE to COMPLIANCE.</summary>
    static bool Loosens(StoredAttributes attributes, ObjectLockRetention wanted) =>
        wanted.Mode is null || wanted.RetainUntilDate < attributes.RetainUntil || attributes.LockMode != wanted.Mode;
}
