using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.S3.Entities;
using Mantle.Wire;
using Errors = Mantle.Wire.S3.Errors;

namespace Mantle.S3.Policies;

/// <summary>Shows bucket policies, and decides who may read and change them.</summary>
static class BucketPolicies
{
    /// <summary>The document for answers: a deleted principal is shown as its unique id.</summary>
    public static string Shown(BucketPolicy policy, Call call, Account owner) =>
        policy.Shown(id => id == owner.Id ? owner : call.FindAccount(id));

    /// <summary>
    /// The access to the policy itself. The root user of the bucket's account is never locked out, whatever the policy says: otherwise
    /// nobody could repair it (<see href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html"/>).
    /// </summary>
    public static Access Access(Call call, BucketView bucket, ActionName action)
    {
        var access = S3Access.OnBucket(call, bucket, action);
        return call.Caller.IsRoot && call.Account.Id == bucket.Owner.Id ? access with { ResourcePolicy = null } : access;
    }

    /// <summary>Refuses callers of other accounts, even those that have the permission.</summary>
    public static void CheckOwner(Call call, BucketView bucket)
    {
        if (call.Account.Id != bucket.Owner.Id)
            throw Errors.MethodNotAllowed();
    }

    public static ApiException None(string bucket) => Errors.NoSuchBucketPolicy().With(("BucketName", bucket));
}
