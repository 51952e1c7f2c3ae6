using System.Security.Cryptography;
using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Wire.Iam;
using SigningCertificate = Mantle.Core.Accounts.SigningCertificate;

namespace Mantle.Iam.Certificates;

[Operation]
static class UploadSigningCertificate
{
    public static Access Requires(UploadSigningCertificateRequest r, Call c) =>
        AccessTo.User(c, Actions.UploadSigningCertificate, r.UserName);

    public static UploadSigningCertificateResponse Execute(UploadSigningCertificateRequest r, Change change)
    {
        var user = Existing.UserOrCaller(change.Call, change.Account, r.UserName);
        using var parsed =
            CertificateInput.One(r.CertificateBody) ?? throw Errors.MalformedCertificate($"Certificate {r.CertificateBody} is malformed.");
        if (change.Time < parsed.NotBefore || change.Time > parsed.NotAfter)
            throw Errors.InvalidCertificate("The certificate is expired or not yet valid.");
        var thumbprint = parsed.GetCertHashString(HashAlgorithmName.SHA256);
        if (change.Account.OwnerOf(SigningCertificate.UniqueKeyOf(thumbprint)) is not null)
            throw Errors.DuplicateCertificate("The certificate is already associated with a user of the account.");
        Quota.Check(change, "CertificatesPerUser", Quota.SigningCertificatesPerUser, user.SigningCertificates.Length);
        var certificate = new SigningCertificate(UniqueId.NewCertificate(), change.Time, Active: true, r.CertificateBody, thumbprint);
        change.Put(user with { SigningCertificates = user.SigningCertificates.Add(certificate) });
        return new UploadSigningCertificateResponse { Certificate = SigningCertificates.Shown(user, certificate) };
    }
}
