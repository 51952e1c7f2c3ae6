namespace Mantle.Server.Accounts;

/// <summary>
/// A bucket's encryption as it was put: what new objects get whose request says nothing of it. All are encrypted under keys of the
/// server's own, whatever it says.
/// </summary>
/// <param name="BucketKeyEnabled">Counts for keys of a key management service only.</param>
/// <param name="Blocked">Encryption that requests may not ask for.</param>
/// <param name="Algorithm">Null for AES-256 under keys of S3.</param>
/// <param name="KmsKey">Id, ARN or alias of a key, as it was given.</param>
sealed record BucketEncryption(bool BucketKeyEnabled, IReadOnlyList<string>? Blocked, string? Algorithm = null, string? KmsKey = null);
