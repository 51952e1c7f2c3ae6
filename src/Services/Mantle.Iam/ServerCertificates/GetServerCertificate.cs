using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.ServerCertificates;

[Operation]
static class GetServerCertificate
{
    public static Access Requires(GetServerCertificateRequest r, Call c) =>
        Target.ServerCertificate(c, Actions.GetServerCertificate, r.ServerCertificateName);

    public static GetServerCertificateResponse Execute(GetServerCertificateRequest r, Call c)
    {
        var certificate = Find.ServerCertificate(c.Account, r.ServerCertificateName);
        return new GetServerCertificateResponse
        {
            ServerCertificate = new()
            {
                ServerCertificateMetadata = Shapes.Of(certificate),
                CertificateBody = certificate.Body,
                CertificateChain = certificate.Chain,
                Tags = Shapes.All(certificate.Tags),
            },
        };
    }
}
