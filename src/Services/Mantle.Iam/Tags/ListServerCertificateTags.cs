using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Tags;

[Operation]
static class ListServerCertificateTags
{
    public static Access Requires(ListServerCertificateTagsRequest r, Call c) =>
        AccessTo.ServerCertificate(c, Actions.ListServerCertificateTags, r.ServerCertificateName);

    public static ListServerCertificateTagsResponse Execute(ListServerCertificateTagsRequest r, Call c)
    {
        var page = TagInput.List(Existing.ServerCertificate(c.Account, r.ServerCertificateName).Tags, r.Marker, r.MaxItems);
        return new ListServerCertificateTagsResponse
        {
            Tags = Answers.All(page.Items),
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
