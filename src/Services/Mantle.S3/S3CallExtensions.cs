using Mantle.Core.Authorization;
using Mantle.S3.Front;
using Mantle.S3.Store;
using Mantle.Wire.S3;

namespace Mantle.S3;

/// <summary>S3's extensions of a call.</summary>
static class S3CallExtensions
{
    extension(Call call)
    {
        S3Call Kept => call.View.Find<S3Call>() ?? throw new InvalidOperationException("The call was not made by S3's front.");

        public ObjectStore Objects => call.Kept.Objects;

        /// <summary>An object, or a version of it, as it was when the call first looked at it.</summary>
        public StoredObject? See(BucketView bucket, string key, string? version) => call.Kept.See(bucket.Bucket.Id, key, version);

        /// <summary>Forgets how an object was; the call looks at it anew, and is decided anew.</summary>
        public void LookAgain(BucketView bucket, string key, string? version) => call.Kept.LookAgain(bucket.Bucket.Id, key, version);

        /// <summary>
        /// Whether decisions on an object hold for its present state. It is asked within a write, which acts on no other state than the one
        /// that was decided on; the call sees the present state from here on.
        /// </summary>
        public bool IsAsSeen(BucketView bucket, string key, string? version, StoredObject? present) =>
            call.Kept.IsAsSeen(bucket.Bucket.Id, key, version, present);

        /// <summary>Decides a write again, within it, where the object is no longer as it was decided on.</summary>
        /// <exception cref="Wire.ApiException">
        /// AccessDenied; OperationAborted where the object now belongs to an account that would have to be loaded first.
        /// </exception>
        public void DecideOn(BucketView bucket, string key, string? version, StoredObject? present, Func<Access> needs)
        {
            if (call.IsAsSeen(bucket, key, version, present))
                return;
            if (
                bucket.Bucket.Ownership != S3.Entities.ObjectOwnership.BucketOwnerEnforced
                && present?.Attributes.Owner is { } owner
                && call.FindAccount(owner) is null
            )
                throw Errors.OperationAborted();
            call.Demand(needs());
        }

        /// <summary>The body of the request.</summary>
        public RequestBody Body => call.Kept.Body;

        /// <summary>A bucket and its owner's account, taken into the view; null when there is no such bucket.</summary>
        public ValueTask<BucketView?> FindBucketAsync(string name) => call.Kept.FindBucketAsync(call, name);

        /// <summary>A bucket that the call looked up before, as the call's view has it; null when it was deleted since.</summary>
        public BucketView? FindBucket(string name) => call.Kept.FindBucket(call, name);

        /// <summary>Notes that a name means an access point.</summary>
        public void NoteAccessPoint(string text, AccountId accountId, string name) => call.Kept.NoteAccessPoint(text, accountId, name);
    }
}
