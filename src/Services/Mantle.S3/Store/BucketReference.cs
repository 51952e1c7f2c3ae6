namespace Mantle.S3.Store;

/// <summary>A bucket as the object store knows it.</summary>
/// <param name="Id">The bucket's own number, which no other bucket ever has.</param>
/// <param name="Versioning">Whether it keeps versions.</param>
/// <param name="ExistsAsync">Whether it is still there, asked before anything is put into it.</param>
sealed record BucketReference(long Id, Entities.Versioning Versioning, Func<ValueTask<bool>> ExistsAsync);
