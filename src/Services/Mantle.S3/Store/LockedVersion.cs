using Mantle.Wire;

namespace Mantle.S3.Store;

/// <summary>
/// The locks of a version (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html"/>).
/// </summary>
static class LockedVersion
{
    public const string DeniedMessage = "Access Denied because object protected by object lock.";

    /// <summary>Whether a version is retained now.</summary>
    public static bool IsRetained(StoredAttributes attributes, DateTimeOffset now) =>
        attributes.LockMode is not null && attributes.RetainUntil > now;

    /// <summary>Whether a lock keeps everyone who may not bypass it from deleting a version.</summary>
    public static bool IsLocked(StoredAttributes attributes, DateTimeOffset now) =>
        attributes.LegalHold == "ON" || IsRetained(attributes, now);

    /// <summary>The error for a version that a lock keeps.</summary>
    public static ApiException Denied() => CommonErrors.AccessDenied(DeniedMessage);
}
