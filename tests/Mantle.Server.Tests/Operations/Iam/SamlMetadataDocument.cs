using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Mantle.Server.Tests.Operations.Iam;

/// <summary>Metadata documents of identity providers.</summary>
static class SamlMetadataDocument
{
    static readonly Lazy<string> SampleText = new(() => Of("https://idp.example.com/metadata", NewCertificate("CN=idp.example.com")));

    /// <summary>A document of some provider.</summary>
    public static string Sample => SampleText.Value;

    /// <param name="entityId">The provider's name.</param>
    /// <param name="certificate">The signing certificate.</param>
    /// <param name="attributes">Further attributes of the document element.</param>
    public static string Of(string entityId, X509Certificate2 certificate, string attributes = "") =>
        $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{entityId}" {attributes}>
              <md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
                <md:KeyDescriptor use="signing">
                  <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
                    <ds:X509Data><ds:X509Certificate>
                      {Convert.ToBase64String(certificate.RawData, Base64FormattingOptions.InsertLineBreaks)}
                    </ds:X509Certificate></ds:X509Data>
                  </ds:KeyInfo>
                </md:KeyDescriptor>
                <md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</md:NameIDFormat>
                <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.example.com/sso"/>
              </md:IDPSSODescriptor>
            </md:EntityDescriptor>
            """;

    public static X509Certificate2 NewCertificate(string subject)
    {
        using var key = RSA.Create(2_048);
        return new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(
            new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2040, 1, 1, 0, 0, 0, TimeSpan.Zero)
        );
    }
}
