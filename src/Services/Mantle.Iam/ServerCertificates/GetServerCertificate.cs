using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.ServerCertificates;

[Operation]
static class GetServerCertificate
{
    public static Access Requires(GetServerCertificateRequest r, Call c) =>
        AccessTo.ServerCertificate(c, Actions.GetServerCertificate, r.ServerCertificateName);

    public static GetServerCertificateResponse Execute(GetServerCertificateRequest r, Call c)
    {
        var certificate = Existing.ServerCertificate(c.Account, r.ServerCertificateName);
        return new GetServerCertificateResponse
        {
            ServerCertificate = new()
            {
                ServerCertificateMetadata = Answers.Of(certificate),
                CertificateBody = certificate.Body,
                CertificateChain = certificate.Chain,
                Tags = Answers.All(certificate.Tags),
            },
        };
    }
}
