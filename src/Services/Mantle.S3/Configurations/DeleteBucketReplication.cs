using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Configurations;

[Operation]
static class DeleteBucketReplication
{
    public static ValueTask<BucketView> PrepareAsync(DeleteBucketReplicationRequest r, Call c, CancellationToken cancellation) =>
        Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);

    public static Access Requires(DeleteBucketReplicationRequest r, Call c) =>
        S3Access.OnBucket(c, Existing.Bucket(c, r.Bucket), Actions.PutReplicationConfiguration);

    public static WriteTarget Writes(DeleteBucketReplicationRequest r, Call c, BucketView view) => BucketChange.Target(view);

    public static void Execute(DeleteBucketReplicationRequest r, Change change, BucketView view) =>
        BucketChange.Put(change, view, bucket => KeptConfigurations.Replication.Put(bucket, null));
}
