using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Certificates;

static class SigningCalls
{
    /// <summary>Uploads a new signing certificate; returns its id.</summary>
    public static async Task<string> UploadCertificateAsync(this TestClient root, string user) =>
        (await root.Iam("UploadSigningCertificate", ("UserName", user), ("CertificateBody", TestCertificates.New("signer").Pem))).Text(
            "CertificateId"
        );
}
