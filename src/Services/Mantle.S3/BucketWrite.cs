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
    /// <summary>Makes an object of received data.</summary>
    /// <param name="call">The call.</param>
    /// <param name="bucket">The bucket as the call found it.</param>
    /// <param name="key">The object's key.</param>
    /// <param name="data">The data.</param>
    /// <param name="algorithm">The checksum algorithm to store.</param>
    /// <param name="settled">The attributes by the settings of the bucket as the call found it.</param>
    /// <param name="settle">
    /// The attributes by other settings. A default retention begins when the object is made, so it is asked again.
    /// </param>
    /// <param name="needs">The access to the object that is replaced, decided again if it is another one by then.</param>
    /// <param name="condition">Throws unless the object that is replaced meets the request's conditions.</param>
    public static Task<StoredObject> PutAsync(
        Call call,
        BucketView bucket,
        string key,
        ReceivedData data,
        string algorithm,
        StoredAttributes settled,
        Func<BucketView, ValueTask<StoredAttributes>> settle,
        Func<BucketView, Access> needs,
        Action<StoredObject?> condition
    ) =>
        RunAsync(
            call,
            bucket,
            async (now, reference) =>
                await call.Objects.PutAsync(
                    reference,
                    key,
                    data,
                    data.Checksum(algorithm),
                    ReferenceEquals(now, bucket) && now.Bucket.Lock is null ? settled : await settle(now),
                    before =>
                    {
                        call.DecideOn(now, key, null, before, () => needs(now));
                        condition(before);
                    },
                    () => Existing.NoSuchBucket(bucket.Bucket.Name)
                )
        );

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
