using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Tags;

[Operation]
static class UntagServerCertificate
{
    public static Access Requires(UntagServerCertificateRequest r, Call c) =>
        AccessTo.ServerCertificate(c, Actions.UntagServerCertificate, r.ServerCertificateName) with
        {
            TagKeys = r.TagKeys,
        };

    public static void Execute(UntagServerCertificateRequest r, Change change)
    {
        var certificate = Existing.ServerCertificate(change.Account, r.ServerCertificateName);
        change.Put(certificate with { Tags = TagInput.Remove(certificate.Tags, r.TagKeys, StringComparer.Ordinal) });
    }
}
