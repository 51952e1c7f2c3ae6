using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Configurations;

[Operation]
static class GetBucketReplication
{
    public static async ValueTask<Access> RequiresAsync(GetBucketReplicationRequest r, Call c, CancellationToken cancellation) =>
        S3Access.OnBucket(c, await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner), Actions.GetReplicationConfiguration);

    public static async Task<GetBucketReplicationOutput> ExecuteAsync(
        GetBucketReplicationRequest r,
        Call c,
        CancellationToken cancellation
    ) =>
        new()
        {
            ReplicationConfiguration =
                KeptConfigurations.Replication.Find((await Existing.BucketAsync(c, r.Bucket)).Bucket)
                ?? throw Errors.ReplicationConfigurationNotFoundError().With(("BucketName", r.Bucket)),
        };
}
