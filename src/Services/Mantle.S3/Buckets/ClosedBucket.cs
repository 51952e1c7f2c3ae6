using Mantle.Core.Authorization;

namespace Mantle.S3.Buckets;

/// <summary>
/// A bucket that nothing can be put into while it is decided whether it goes. Afterwards, puts that waited look again. Uploads that
/// were under way go with the bucket: S3 counts them as little as it does here.
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
        if (!await S3Find.Reference(call, View).ExistsAsync())
            await call.Objects.DropUploadsAsync(View.Bucket.Id);
    }
}
