using Mantle.Core.Authorization;
using Mantle.Iam.Entities;
using Mantle.Wire.Iam;

namespace Mantle.Iam.ServerCertificates;

[Operation]
static class ListServerCertificates
{
    public static Access Requires(ListServerCertificatesRequest r, Call c) =>
        new(Actions.ListServerCertificates, EntityArn.OfPath(c.Account, "server-certificate", r.PathPrefix));

    public static ListServerCertificatesResponse Execute(ListServerCertificatesRequest r, Call c)
    {
        var certificates = c
            .Account.ServerCertificates.After(Page.Start(r.Marker))
            .Where(certificate => certificate.Path.StartsWith(r.PathPrefix ?? "/", StringComparison.Ordinal));
        var page = Page.Take(certificates, r.MaxItems, certificate => certificate.Name);
        return new ListServerCertificatesResponse
        {
            ServerCertificateMetadataList = [.. page.Items.Select(Answers.Of)],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
