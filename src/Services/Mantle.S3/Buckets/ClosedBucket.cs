using Mantle.Core.Authorization;

namespace Mantle.S3.Buckets;

/// <summary>
/// A bucket that accepts no objects while its deletion is decided. Puts that waited then check again whether the bucket exists. Multipart
/// uploads in progress are deleted with the bucket: like S3, Mantle does not count them as content.
/// </summary>
sealed class ClosedBucket : IAsyncDisposable
{
    readonly Call call;
    readonly IDisposable gate;

    ClosedBucket(Call call, BucketView view, IDisposable gate)
    {
        this.call = call;
        this.gate = gate;
        View = view;
    }

    public BucketView View { get; }

    public static async ValueTask<ClosedBucket> CloseAsync(Call call, BucketView view) =>
        new(call, view, await call.Objects.CloseBucketAsync(view.Bucket.Id));

    public async ValueTask DisposeAsync()
    {
        gate.Dispose();
        if (!await Existing.Reference(call, View).ExistsAsync())
            await call.Objects.DropUploadsAsync(View.Bucket.Id);
    }
}
