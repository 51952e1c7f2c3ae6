using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Certificates;

[Operation]
static class DeleteSigningCertificate
{
    public static Access Requires(DeleteSigningCertificateRequest r, Call c) =>
        AccessTo.User(c, Actions.DeleteSigningCertificate, r.UserName);

    public static void Execute(DeleteSigningCertificateRequest r, Change change)
    {
        var user = Existing.UserOrCaller(change.Call, change.Account, r.UserName);
        change.Put(user with { SigningCertificates = user.SigningCertificates.Remove(SigningCertificates.Find(user, r.CertificateId)) });
    }
}
