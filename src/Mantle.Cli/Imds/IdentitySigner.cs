using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Mantle.Cli.Imds;

/// <summary>
/// Signs instance identity documents. AWS publishes its certificate for each region; this one makes its own when it starts, and serves it
/// beside the signatures
/// (<see href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/verify-rsa.html"/>).
/// </summary>
sealed class IdentitySigner : IDisposable
{
    const int KeyBits = 2_048,
        Years = 10;

    const string SignedData = "1.2.840.113549.1.7.2",
        Data = "1.2.840.113549.1.7.1",
        Sha256 = "2.16.840.1.101.3.4.2.1",
        RsaEncryption = "1.2.840.113549.1.1.1";

    readonly RSA key = RSA.Create(KeyBits);
    readonly X509Certificate2 certificate;

    public IdentitySigner(TimeProvider time)
    {
        var request = new CertificateRequest("CN=Mantle instance identity", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = time.GetUtcNow();
        certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(Years));
    }

    public string CertificatePem => certificate.ExportCertificatePem();

    /// <summary>The base64 signature of a document.</summary>
    public string Sign(string document) =>
        Convert.ToBase64String(SignatureOf(Encoding.UTF8.GetBytes(document)), Base64FormattingOptions.InsertLineBreaks);

    byte[] SignatureOf(byte[] content) => key.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    /// <summary>
    /// The document and its signature as PKCS #7 signed data (RFC 5652, 5.1), in base64 without header and footer. The certificate is not
    /// within: whoever verifies has it from elsewhere.
    /// </summary>
    public string Wrap(string document)
    {
        var content = Encoding.UTF8.GetBytes(document);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        var explicitly = new Asn1Tag(TagClass.ContextSpecific, 0);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(SignedData);
            using (writer.PushSequence(explicitly))
            using (writer.PushSequence())
            {
                writer.WriteInteger(1);
                using (writer.PushSetOf())
                    WriteAlgorithm(writer, Sha256);
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(Data);
                    using (writer.PushSequence(explicitly))
                        writer.WriteOctetString(content);
                }
                using (writer.PushSetOf())
                    WriteSigner(writer, content);
            }
        }
        return Convert.ToBase64String(writer.Encode(), Base64FormattingOptions.InsertLineBreaks);
    }

    void WriteSigner(AsnWriter writer, byte[] content)
    {
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            using (writer.PushSequence())
            {
                writer.WriteEncodedValue(certificate.IssuerName.RawData);
                writer.WriteInteger(certificate.SerialNumberBytes.Span);
            }
            WriteAlgorithm(writer, Sha256);
            WriteAlgorithm(writer, RsaEncryption);
            writer.WriteOctetString(SignatureOf(content));
        }
    }

    static void WriteAlgorithm(AsnWriter writer, string algorithm)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(algorithm);
            writer.WriteNull();
        }
    }

    public void Dispose()
    {
        certificate.Dispose();
        key.Dispose();
    }
}
