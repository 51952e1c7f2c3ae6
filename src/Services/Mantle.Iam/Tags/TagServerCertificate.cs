using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Tags;

[Operation]
static class TagServerCertificate
{
    public static Access Requires(TagServerCertificateRequest r, Call c) =>
        AccessTo.ServerCertificate(c, Actions.TagServerCertificate, r.ServerCertificateName) with
        {
            RequestTags = TagInput.Of(r.Tags),
        };

    public static void Execute(TagServerCertificateRequest r, Change change)
    {
        var certificate = Existing.ServerCertificate(change.Account, r.ServerCertificateName);
        change.Put(certificate with { Tags = TagInput.Add(certificate.Tags, r.Tags, StringComparer.Ordinal) });
    }
}
