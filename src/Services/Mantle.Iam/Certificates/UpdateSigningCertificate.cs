using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Certificates;

[Operation]
static class UpdateSigningCertificate
{
    public static Access Requires(UpdateSigningCertificateRequest r, Call c) =>
        AccessTo.User(c, Actions.UpdateSigningCertificate, r.UserName);

    public static void Execute(UpdateSigningCertificateRequest r, Change change)
    {
        var active = Answers.IsActive(r.Status);
        var user = Existing.UserOrCaller(change.Call, change.Account, r.UserName);
        var certificate = SigningCertificates.Find(user, r.CertificateId);
        change.Put(user with { SigningCertificates = user.SigningCertificates.Replace(certificate, certificate with { Active = active }) });
    }
}
