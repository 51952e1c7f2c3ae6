using Mantle.Core.Authorization;
using Mantle.S3.Front;
using Mantle.S3.Store;

namespace Mantle.S3;

/// <summary>What S3's operations see of a call beside what every service's do.</summary>
static class S3CallExtensions
{
    extension(Call call)
    {
        S3Call Kept => call.View.Find<S3Call>() ?? throw new InvalidOperationException("The call was not made by S3's front.");

        public ObjectStore Objects => call.Kept.Objects;

        /// <summary>The body of the request.</summary>
        public RequestBody Body => call.Kept.Body;

        /// <summary>A bucket and the account that owns it, taken into the view; null when there is no such bucket.</summary>
        public ValueTask<BucketView?> FindBucketAsync(string name) => call.Kept.FindBucketAsync(call, name);

        /// <summary>A bucket that was found before, in the state that the call sees; null when it is gone since.</summary>
        public BucketView? FindBucket(string name) => call.Kept.FindBucket(call, name);

        /// <summary>Notes that a text in a bucket's place means an access point.</summary>
        public void NoteAccessPoint(string text, string accountId, string name) => call.Kept.NoteAccessPoint(text, accountId, name);
    }
}
