using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using Mantle.Server.Tests.Operations.Iam;

namespace Mantle.Server.Tests.Federation;

/// <summary>A SAML identity provider whose responses a test can alter before and after signing.</summary>
sealed class TestIdentityProvider
{
    public const string EntityId = "https://idp.example.com/metadata";
    public const string Saml = "urn:oasis:names:tc:SAML:2.0:assertion",
        Samlp = "urn:oasis:names:tc:SAML:2.0:protocol";

    public X509Certificate2 Certificate { get; } = NewCertificate();

    public string Metadata => SamlMetadataDocument.Of(EntityId, Certificate);

    static X509Certificate2 NewCertificate()
    {
        var key = RSA.Create(2_048);
        return new CertificateRequest("CN=idp", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(
            new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero)
        );
    }

    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>An unsigned response with one assertion.</summary>
    public static string Response(
        DateTimeOffset now,
        string roleArn,
        string providerArn,
        string moreAttributes = "",
        string name = "alice",
        string id = "_assertion"
    ) =>
        $"""
            <samlp:Response xmlns:samlp="{Samlp}" xmlns:saml="{Saml}" ID="_response" Version="2.0" IssueInstant="{Time(now)}"
                Destination="https://signin.aws.amazon.com/saml">
              <saml:Issuer>{EntityId}</saml:Issuer>
              <samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>
              {Assertion(now, roleArn, providerArn, moreAttributes, name, id)}
            </samlp:Response>
            """;

    public static string Assertion(
        DateTimeOffset now,
        string roleArn,
        string providerArn,
        string moreAttributes = "",
        string name = "alice",
        string id = "_assertion"
    ) =>
        $"""
            <saml:Assertion xmlns:saml="{Saml}" ID="{id}" Version="2.0" IssueInstant="{Time(now)}">
                <saml:Issuer>{EntityId}</saml:Issuer>
                <saml:Subject>
                  <saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">{name}</saml:NameID>
                  <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
                    <saml:SubjectConfirmationData NotOnOrAfter="{Time(now.AddMinutes(5))}" Recipient="https://signin.aws.amazon.com/saml"/>
                  </saml:SubjectConfirmation>
                </saml:Subject>
                <saml:Conditions NotBefore="{Time(now)}" NotOnOrAfter="{Time(now.AddMinutes(5))}">
                  <saml:AudienceRestriction><saml:Audience>urn:amazon:webservices</saml:Audience></saml:AudienceRestriction>
                </saml:Conditions>
                <saml:AuthnStatement AuthnInstant="{Time(now)}">
                  <saml:AuthnContext>
                    <saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef>
                  </saml:AuthnContext>
                </saml:AuthnStatement>
                <saml:AttributeStatement>
                  {Attribute("https://aws.amazon.com/SAML/Attributes/Role", $"{roleArn},{providerArn}")}
                  {Attribute("https://aws.amazon.com/SAML/Attributes/RoleSessionName", "alice@example.com")}
                  {moreAttributes}
                </saml:AttributeStatement>
              </saml:Assertion>
            """;

    public static string Attribute(string name, params string[] values) =>
        $"<saml:Attribute Name=\"{name}\">"
        + string.Concat(values.Select(value => $"<saml:AttributeValue>{value}</saml:AttributeValue>"))
        + "</saml:Attribute>";

    public string SignAssertion(
        string xml,
        string digest = SignedXml.XmlDsigSHA256Url,
        string method = SignedXml.XmlDsigRSASHA256Url,
        AsymmetricAlgorithm? key = null
    ) => Sign(xml, "Assertion", Saml, digest, method, key);

    public string SignResponse(string xml) => Sign(xml, "Response", Samlp, SignedXml.XmlDsigSHA256Url, SignedXml.XmlDsigRSASHA256Url, null);

    static string CipherData(byte[] content) =>
        $"<xenc:CipherData><xenc:CipherValue>{Convert.ToBase64String(content)}</xenc:CipherValue></xenc:CipherData>";

    string Sign(string xml, string element, string xmlNamespace, string digest, string method, AsymmetricAlgorithm? key)
    {
        var document = Load(xml);
        var target = (XmlElement)document.GetElementsByTagName(element, xmlNamespace)[0]!;
        var signed = new SignedXml(target) { SigningKey = key ?? Certificate.GetRSAPrivateKey() };
        signed.SignedInfo!.CanonicalizationMethod = SignedXml.XmlDsigExcC14NTransformUrl;
        signed.SignedInfo.SignatureMethod = method;
        var reference = new Reference("#" + target.GetAttribute("ID")) { DigestMethod = digest };
        reference.AddTransform(new XmlDsigEnvelopedSignatureTransform());
        reference.AddTransform(new XmlDsigExcC14NTransform());
        signed.AddReference(reference);
        signed.ComputeSignature();
        var issuer = target.ChildNodes.OfType<XmlElement>().First(child => child.LocalName == "Issuer");
        target.InsertAfter(document.ImportNode(signed.GetXml(), true), issuer);
        return document.OuterXml;
    }

    /// <summary>The response with its assertion encrypted for the owner of a key.</summary>
    public static string Encrypt(string xml, RSA key, bool gcm, string keyAlgorithm = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p")
    {
        var document = Load(xml);
        var assertion = (XmlElement)document.GetElementsByTagName("Assertion", Saml)[0]!;
        var secret = RandomNumberGenerator.GetBytes(32);
        var plain = Encoding.UTF8.GetBytes(assertion.OuterXml);
        byte[] content;
        if (gcm)
        {
            content = new byte[12 + plain.Length + 16];
            RandomNumberGenerator.Fill(content.AsSpan(0, 12));
            using var aes = new AesGcm(secret, 16);
            aes.Encrypt(content.AsSpan(0, 12), plain, content.AsSpan(12, plain.Length), content.AsSpan(12 + plain.Length));
        }
        else
        {
            using var aes = Aes.Create();
            aes.Key = secret;
            content = [.. aes.IV, .. aes.EncryptCbc(plain, aes.IV)];
        }
        var padding = keyAlgorithm.EndsWith("rsa-1_5", StringComparison.Ordinal)
            ? RSAEncryptionPadding.Pkcs1
            : RSAEncryptionPadding.OaepSHA1;
        var fragment = document.CreateDocumentFragment();
        var algorithm = gcm ? "http://www.w3.org/2009/xmlenc11#aes256-gcm" : "http://www.w3.org/2001/04/xmlenc#aes256-cbc";
        fragment.InnerXml = $"""
            <saml:EncryptedAssertion xmlns:saml="{Saml}">
            <xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" Type="http://www.w3.org/2001/04/xmlenc#Element">
            <xenc:EncryptionMethod Algorithm="{algorithm}"/>
            <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><xenc:EncryptedKey><xenc:EncryptionMethod Algorithm="{keyAlgorithm}"/>
            {CipherData(key.Encrypt(secret, padding))}</xenc:EncryptedKey></ds:KeyInfo>
            {CipherData(content)}</xenc:EncryptedData></saml:EncryptedAssertion>
            """;
        assertion.ParentNode!.ReplaceChild(fragment, assertion);
        return document.OuterXml;
    }

    public static XmlDocument Load(string xml)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        document.LoadXml(xml);
        return document;
    }
}
