using Mantle.Core.Authorization;
using Mantle.Iam;
using Mantle.Wire.S3;

namespace Mantle.S3.Configurations;

[Operation]
static class PutBucketReplication
{
    public static async ValueTask<BucketView> PrepareAsync(PutBucketReplicationRequest r, Call c, CancellationToken cancellation)
    {
        foreach (var rule in r.ReplicationConfiguration.Rules)
            await c.FindBucketAsync(ReplicationRules.NameOf(rule.Destination.Bucket));
        return await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);
    }

    /// <summary>
    /// The caller passes the role that S3 replicates with, so the call needs <c>iam:PassRole</c>
    /// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html"/>).
    /// </summary>
    public static Access Requires(PutBucketReplicationRequest r, Call c) =>
        S3Access.OnBucket(c, Existing.Bucket(c, r.Bucket), Actions.PutReplicationConfiguration) with
        {
            And = [PassRole.To(r.ReplicationConfiguration.Role, "s3.amazonaws.com")],
        };

    public static WriteTarget Writes(PutBucketReplicationRequest r, Call c, BucketView view) => BucketChange.Target(view);

    public static void Execute(PutBucketReplicationRequest r, Change change, BucketView view)
    {
        var wanted = ReplicationRules.Checked(r.ReplicationConfiguration, view.Bucket, change.Call);
        BucketChange.Put(change, view, bucket => KeptConfigurations.Replication.Put(bucket, wanted));
    }
}
