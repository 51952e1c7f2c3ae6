namespace Mantle.S3.Store;

/// <summary>A bucket in the object store's terms, as the caller found it.</summary>
/// <param name="Id">The bucket's number, which no other bucket ever has.</param>
/// <param name="Versioning">Whether it keeps versions.</param>
/// <param name="ExistsAsync">Whether it still exists; asked before every put.</param>
/// <param name="IsCurrent">
/// Whether the bucket still is as the caller found it; asked within every write, where nothing else is written. It does not wait: where it
/// cannot tell, the answer is no.
/// </param>
sealed record BucketReference(long Id, Entities.Versioning Versioning, Func<ValueTask<bool>> ExistsAsync, Func<bool> IsCurrent)
{
    /// <summary>Refuses to write by settings that are no longer the bucket's.</summary>
    /// <exception cref="BucketChangedException">The bucket was changed.</exception>
    public void CheckCurrent()
    {
        if (!IsCurrent())
            throw new BucketChangedException();
    }
}
