namespace Mantle.S3.Entities;

/// <summary>
/// A bucket's encryption as it was put. New objects are encrypted under keys of the server's own, whatever it says.
/// </summary>
/// <param name="BucketKeyEnabled">Counts for keys of a key management service only.</param>
/// <param name="Blocked">Encryption that requests may not ask for.</param>
sealed record BucketEncryption(bool BucketKeyEnabled, IReadOnlyList<string>? Blocked);
