using System.Security.Cryptography;
using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.S3.Acls;
using Mantle.S3.Entities;
using Mantle.S3.Tagging;
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
        var acl = RequestedAcl.Of(r);
        var tags = r.CreateBucketConfiguration?.Tags is { Count: > 0 } given ? S3Tags.Claimed(given) : null;
        var create = S3Access.OnNewBucket(
            c,
            Actions.CreateBucket,
            r.Bucket,
            [
                ("s3:LocationConstraint", r.CreateBucketConfiguration?.LocationConstraint),
                .. acl.Keys(),
                ("s3:x-amz-object-ownership", r.ObjectOwnership),
            ]
        ) with
        {
            RequestTags = tags,
        };
        // Each setting that the request gives the new bucket needs an action of its own, besides s3:CreateBucket.
        return create with
        {
            And =
            [
                .. acl.IsPresent ? new[] { create.For(Actions.PutBucketAcl) } : [],
                .. r.ObjectOwnership is null ? [] : new[] { create.For(Actions.PutBucketOwnershipControls) },
                .. r.ObjectLockEnabledForBucket == true
                    ? new[] { create.For(Actions.PutBucketObjectLockConfiguration), create.For(Actions.PutBucketVersioning) }
                    : [],
                .. tags is null ? [] : new[] { create.For(Actions.TagResource) },
            ],
        };
    }

    /// <summary>The ACL, after a look-up of its accounts, and the owner of the name.</summary>
    public static async ValueTask<Draft> PrepareAsync(CreateBucketRequest r, Call c, CancellationToken cancellation)
    {
        var owner = await c.View.FindOwnerAsync(S3Names.Bucket, r.Bucket);
        try
        {
            return new Draft(owner, await RequestedAcl.Of(r).OfBucketAsync(c, c.Account.Id), null);
        }
        catch (Wire.ApiException problem)
        {
            // Only callers who may create the bucket get this error.
            return new Draft(owner, null, problem);
        }
    }

    public static CreateBucketOutput Execute(CreateBucketRequest r, Change change, Draft draft)
    {
        var region = BucketRegion.Of(r.CreateBucketConfiguration?.LocationConstraint, change.Call.Region);
        var ownership = CheckSettings(r, draft, change.Account);
        var tags = S3Tags.OfNewBucket(r.CreateBucketConfiguration?.Tags ?? []);
        var answer = new CreateBucketOutput { Location = $"/{r.Bucket}", BucketArn = $"arn:aws:s3:::{r.Bucket}" };
        if (draft.Owner is { } owner && owner != change.Account.Id)
            throw Errors.BucketAlreadyExists().With(("BucketName", r.Bucket));
        // In us-east-1 S3 answers a repeated request of the owner like the first one.
        if (change.Account.Buckets.Find(r.Bucket) is { } own)
            return region == BucketRegion.Oldest && own.Region == region
                ? answer
                : throw Errors.BucketAlreadyOwnedByYou().With(("BucketName", r.Bucket));
        if (change.Account.Buckets.Count >= BucketsPerAccount)
            throw Errors.TooManyBuckets();
        change.Put(
            new Bucket
            {
                Name = r.Bucket,
                Id = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))),
                Region = region,
                CreateDate = change.Time,
                Location = r.CreateBucketConfiguration?.LocationConstraint == BucketRegion.Europe ? BucketRegion.Europe : null,
                Ownership = ownership,
                Acl = draft.Acl,
                Versioning = r.ObjectLockEnabledForBucket == true ? S3.Entities.Versioning.Enabled : S3.Entities.Versioning.Off,
                Lock = r.ObjectLockEnabledForBucket == true ? new BucketLock(null, null, null) : null,
                Tags = tags,
            }
        );
        change.Claim(S3Names.Bucket, r.Bucket);
        return answer;
    }

    /// <summary>The bucket's Object Ownership. A value that Mantle does not know is refused, not ignored.</summary>
    static S3.Entities.ObjectOwnership CheckSettings(CreateBucketRequest r, Draft draft, Account account)
    {
        if (r.BucketNamespace is not (null or "global"))
            throw Unsupported.Header("x-amz-bucket-namespace");
        if (r.CreateBucketConfiguration is { } configuration && (configuration.Bucket is not null || configuration.Location is not null))
            throw Errors.NotImplemented();
        if (draft.Problem is { } problem)
            throw problem;
        var acl = RequestedAcl.Of(r);
        var ownership = r.ObjectOwnership is { } wanted ? AclRules.Read(wanted) : S3.Entities.ObjectOwnership.BucketOwnerEnforced;
        if (
            ownership == S3.Entities.ObjectOwnership.BucketOwnerEnforced
            && (acl.HasGrants || acl.Canned is not (null or CannedAcl.Private))
        )
            throw Errors.InvalidBucketAclWithObjectOwnership();
        // Every new bucket has Block Public Access turned on.
        return draft.Acl?.Any(grant => grant.IsPublic) == true ? throw Errors.InvalidBucketAclWithBlockPublicAccessError() : ownership;
    }

    internal sealed record Draft(AccountId? Owner, IReadOnlyList<AclGrant>? Acl, Wire.ApiException? Problem);
}
