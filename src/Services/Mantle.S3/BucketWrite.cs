using Mantle.Core.Authorization;
using Mantle.S3.Store;

namespace Mantle.S3;

/// <summary>
/// Writes into a bucket by the settings that it has when the write becomes visible. The body of a request can take hours to arrive, and
/// versioning, Object Lock, ownership, Block Public Access and default encryption can be changed meanwhile: what they say at the beginning
/// of the request is no reason to overwrite a version, or to leave an object without its lock.
/// </summary>
static class BucketWrite
{
    /// <summary>Writes, and again by the new settings where they were changed before the write.</summary>
    /// <param name="call">The call.</param>
    /// <param name="view">The bucket as the call found it.</param>
    /// <param name="write">Applies the settings of the bucket that it gets, and writes with the reference to it.</param>
    public static async Task<T> RunAsync<T>(Call call, BucketView view, Func<BucketView, BucketReference, Task<T>> write)
    {
        while (true)
            try
            {
                return await write(view, Existing.Reference(call, view));
            }
            catch (BucketChangedException)
            {
                view = await Existing.NewestAsync(call, view);
            }
    }
}
