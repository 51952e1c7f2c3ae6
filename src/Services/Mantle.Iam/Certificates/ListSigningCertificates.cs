using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Certificates;

[Operation]
static class ListSigningCertificates
{
    public static Access Requires(ListSigningCertificatesRequest r, Call c) =>
        AccessTo.User(c, Actions.ListSigningCertificates, r.UserName);

    public static ListSigningCertificatesResponse Execute(ListSigningCertificatesRequest r, Call c)
    {
        var user = Existing.UserOrCaller(c, c.Account, r.UserName);
        var page = Page.Sorted(user.SigningCertificates, certificate => certificate.Id, StringComparer.Ordinal, r.Marker, r.MaxItems);
        return new ListSigningCertificatesResponse
        {
            Certificates = [.. page.Items.Select(certificate => SigningCertificates.Shown(user, certificate))],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
