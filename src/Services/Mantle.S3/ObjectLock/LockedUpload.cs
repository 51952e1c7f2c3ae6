using Mantle.S3.Front;
using Mantle.S3.Store;
using Mantle.Wire.S3;

namespace Mantle.S3.ObjectLock;

/// <summary>
/// Data that will be locked, by the request or by the bucket's default, must come with a checksum
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html"/>).
/// </summary>
static class LockedUpload
{
    /// <param name="integrity">What the request declares about its data.</param>
    /// <param name="attributes">Those of the object, or of the upload that the data is a part of.</param>
    /// <param name="request">The kind of request, as S3 calls it in the message.</param>
    public static void NeedChecksum(BodyIntegrity integrity, StoredAttributes attributes, string request)
    {
        if (attributes is ({ LockMode: not null } or { LegalHold: not null }) && !integrity.IsDeclared)
            throw Errors.InvalidRequest(
                $"Content-MD5 OR x-amz-checksum- HTTP header is required for {request} requests with Object Lock parameters"
            );
    }
}
