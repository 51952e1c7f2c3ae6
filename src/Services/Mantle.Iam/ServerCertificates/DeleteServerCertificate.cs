using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.ServerCertificates;

[Operation]
static class DeleteServerCertificate
{
    public static Access Requires(DeleteServerCertificateRequest r, Call c) =>
        AccessTo.ServerCertificate(c, Actions.DeleteServerCertificate, r.ServerCertificateName);

    public static void Execute(DeleteServerCertificateRequest r, Change change) =>
        change.Remove(Existing.ServerCertificate(change.Account, r.ServerCertificateName));
}
