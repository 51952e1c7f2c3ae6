namespace Mantle.S3.Entities;

/// <summary>
/// A bucket's default encryption, as it was put: the encryption of new objects whose requests name none. Whatever it says, Mantle encrypts
/// all objects under keys of its own.
/// </summary>
/// <param name="BucketKeyEnabled">Applies to AWS KMS keys only.</param>
/// <param name="Blocked">Encryption types that requests may not use.</param>
/// <param name="Algorithm">Null for AES-256 with keys of S3.</param>
/// <param name="KmsKey">Id, ARN or alias of a key, as it was given.</param>
sealed record BucketEncryption(bool BucketKeyEnabled, IReadOnlyList<string>? Blocked, string? Algorithm = null, string? KmsKey = null);
