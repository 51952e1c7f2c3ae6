using Mantle.Wire.Iam;
using SigningCertificate = Mantle.Core.Accounts.SigningCertificate;

namespace Mantle.Iam.Certificates;

/// <summary>A user's signing certificates.</summary>
static class SigningCertificates
{
    public static SigningCertificate Find(Core.Accounts.User user, string id)
    {
        foreach (var certificate in user.SigningCertificates)
            if (certificate.Id == id)
                return certificate;
        throw Errors.NoSuchEntity($"The Certificate with id {id} cannot be found.");
    }

    public static Wire.Iam.SigningCertificate Shown(Core.Accounts.User user, SigningCertificate certificate) =>
        new()
        {
            UserName = user.Name,
            CertificateId = certificate.Id,
            CertificateBody = certificate.Body,
            Status = Answers.Status(certificate.Active),
            UploadDate = certificate.UploadDate,
        };
}
