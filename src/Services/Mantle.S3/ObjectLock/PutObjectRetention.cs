using Mantle.Core.Authorization;
using Mantle.S3.Store;
using Mantle.Wire.S3;

namespace Mantle.S3.ObjectLock;

[Operation]
static class PutObjectRetention
{
    public static ValueTask<Access> RequiresAsync(PutObjectRetentionRequest r, Call c, CancellationToken cancellation) =>
        LockedObject.NeedsAsync(
            c,
            r.Bucket,
            r.ExpectedBucketOwner,
            r.Key,
            r.VersionId,
            Actions.PutObjectRetention,
            RequestedLock.RetentionKeys(r.Retention?.Mode, r.Retention?.RetainUntilDate, c.Time)
        );

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
        var mayBypass = LockedObject.MayBypass(c, bucket, stored, r.BypassGovernanceRetention == true);
        await c.Objects.UpdateAsync(
            bucket.Bucket.Id,
            r.Key,
            stored.Version ?? ObjectStore.NullVersion,
            attributes =>
            {
                // The check runs within the write, so that it sees a lock that another call has just put.
                if (
                    LockedVersion.IsRetained(attributes, c.Time)
                    && Loosens(attributes, wanted)
                    && !(attributes.LockMode == "GOVERNANCE" && mayBypass)
                )
                    throw LockedVersion.Denied();
                return attributes with { LockMode = wanted.Mode, RetainUntil = wanted.RetainUntilDate };
            }
        );
        return new PutObjectRetentionOutput();
    }

    /// <summary>Everyone with the permission may extend a retention. The mode can only change from GOVERNANCE to COMPLIANCE.</summary>
    static bool Loosens(StoredAttributes attributes, ObjectLockRetention wanted) =>
        wanted.Mode is null || wanted.RetainUntilDate < attributes.RetainUntil || attributes.LockMode != wanted.Mode;
}
