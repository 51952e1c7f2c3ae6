using Mantle.Core.Authorization;
using Mantle.S3.Front;
using Mantle.Wire.S3;

namespace Mantle.S3.Acls;

/// <summary>
/// A document with an ACL needs a checksum. S3 first refuses ACLs that are off, so the operations check for the checksum, not the binder.
/// </summary>
static class RequiredChecksum
{
    public static void Check(Call call, AccessControlPolicy? document)
    {
        if (document is not null && !BodyIntegrity.Of(call.Body).IsDeclared)
            throw Errors.InvalidRequest("Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
    }

    public static void CheckPresent(RequestedAcl acl, AccessControlPolicy? document)
    {
        if (!acl.IsPresent && document is null)
            throw Errors.MissingSecurityHeader().With(("MissingHeaderName", "x-amz-acl"));
    }
}
