using Mantle.Core.Authorization;
using Mantle.S3.Front;
using Mantle.S3.Store;

namespace Mantle.S3;

/// <summary>S3's extensions of a call.</summary>
static class S3CallExtensions
{
    extension(Call call)
    {
        S3Call Kept => call.View.Find<S3Call>() ?? throw new InvalidOperationException("The call was not made by S3's front.");

        public ObjectStore Objects => call.Kept.Objects;

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
