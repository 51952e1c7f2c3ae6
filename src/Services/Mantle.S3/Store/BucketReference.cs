namespace Mantle.S3.Store;

/// <summary>A bucket in the object store's terms.</summary>
/// <param name="Id">The bucket's number, which no other bucket ever has.</param>
/// <param name="Versioning">Whether it keeps versions.</param>
/// <param name="ExistsAsync">Whether it still exists; asked before every put.</param>
sealed record BucketReference(long Id, Entities.Versioning Versioning, Func<ValueTask<bool>> ExistsAsync);
