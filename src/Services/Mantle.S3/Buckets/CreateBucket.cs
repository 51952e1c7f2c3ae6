using System.Security.Cryptography;
using Mantle.Core.Authorization;
using Mantle.Core.Naming;
using Mantle.Wire.S3;
using Bucket = Mantle.S3.Entities.Bucket;

namespace Mantle.S3.Buckets;

[Operation]
static class CreateBucket
{
    const int BucketsPerAccount = 10_000;

    public static Access Requires(CreateBucketRequest r, Call c)
    {
        if (!BucketName.IsValid(r.Bucket))
            throw BucketName.Invalid(r.Bucket);
        return S3Access.OnNewBucket(c, "s3:CreateBucket", r.Bucket,
            ("s3:LocationConstraint", r.CreateBucketConfiguration?.LocationConstraint),
            ("s3:x-amz-acl", r.ACL),
            ("s3:x-amz-object-ownership", r.ObjectOwnership));
    }

    public static WriteTarget Writes(CreateBucketRequest r, Call c) => new(c.Account.Id, WithDirectory: true);

    public static CreateBucketOutput Execute(CreateBucketRequest r, Change change)
    {
        var region = BucketRegion.Of(r.CreateBucketConfiguration?.LocationConstraint, change.Call.Region);
        CheckSettings(r);
        var answer = new CreateBucketOutput { Location = $"/{r.Bucket}" };
        if (change.Directory!.OwnerOfBucket(r.Bucket) is { } owner)
        {
            if (owner != change.Account.Id)
                throw Errors.BucketAlreadyExists().With(("BucketName", r.Bucket));
            // In its oldest region S3 takes the second request for the first.
            return region == BucketRegion.Oldest && change.Account.Buckets.Find(r.Bucket)?.Region == region
                ? answer
                : throw Errors.BucketAlreadyOwnedByYou().With(("BucketName", r.Bucket));
        }
        if (change.Account.Buckets.Count >= BucketsPerAccount)
            throw Errors.TooManyBuckets();
        change.Put(new Bucket
        {
            Name = r.Bucket,
            Id = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))),
            Region = region,
            CreateDate = change.Time,
        });
        change.Put(GlobalName.OfBucket(r.Bucket, change.Account.Id));
        return answer;
    }

    /// <summary>What is not there is refused, not left out.</summary>
    static void CheckSettings(CreateBucketRequest r)
    {
        if (r.ACL is not (null or "private") || (r.GrantFullControl ?? r.GrantRead ?? r.GrantReadACP ?? r.GrantWrite ?? r.GrantWriteACP) is not null)
            throw new Wire.ApiException("InvalidBucketAclWithObjectOwnership", 400, Wire.Fault.Sender,
                "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting");
        if (r.ObjectOwnership is not (null or "BucketOwnerEnforced"))
            throw Unsupported.Header("x-amz-object-ownership");
        if (r.ObjectLockEnabledForBucket == true)
            throw Unsupported.Header("x-amz-bucket-object-lock-enabled");
        if (r.BucketNamespace is not (null or "global"))
            throw Unsupported.Header("x-amz-bucket-namespace");
        if (r.CreateBucketConfiguration is { } configuration && (configuration.Bucket is not null || configuration.Location is not null || configuration.Tags is { Count: > 0 }))
            throw Errors.NotImplemented();
    }
}
