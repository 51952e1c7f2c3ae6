namespace Mantle.S3.Store;

/// <summary>
/// The bucket was changed after the caller found it, and nothing was written. The caller finds it again and decides by its new settings.
/// </summary>
sealed class BucketChangedException : Exception;
