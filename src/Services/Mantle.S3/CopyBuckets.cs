using Mantle.Core.Authorization;

namespace Mantle.S3;

/// <summary>What a request copies, and the buckets that it is copied from and to.</summary>
sealed record CopyBuckets(CopySource Source, BucketView From, BucketView To)
{
    /// <summary>Reads the header <c>x-amz-copy-source</c> and finds its bucket, or its access point's.</summary>
    public static async ValueTask<CopyBuckets> FindAsync(Call call, string header, string? expectedOwner, BucketView to)
    {
        var source = CopySource.Parse(header);
        return new(source, await Existing.BucketOfAsync(call, source.Bucket, expectedOwner, source.Key, source.VersionId), to);
    }
}
