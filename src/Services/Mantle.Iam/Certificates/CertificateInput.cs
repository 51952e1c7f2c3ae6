using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Certificates;

/// <summary>Checks the certificates and private keys of requests, in PEM.</summary>
static class CertificateInput
{
    const string Label = "CERTIFICATE";

    /// <summary>The only certificate in a text; null when there is none or more than one.</summary>
    public static X509Certificate2? One(string pem)
    {
        if (Find(pem) is not [var single])
            return null;
        return single;
    }

    /// <summary>Parses a server certificate that is valid now.</summary>
    public static X509Certificate2 Server(string pem, DateTimeOffset now)
    {
        var certificate =
            One(pem) ?? throw Errors.MalformedCertificate("Unable to parse certificate. Please ensure the certificate is in PEM format.");
        if (now < certificate.NotBefore)
            throw Errors.MalformedCertificate("Certificate is not yet valid. The 'Not Before' date is in the future.");
        if (now > certificate.NotAfter)
            throw Errors.MalformedCertificate("Certificate is no longer valid. The 'Not After' date is in the past.");
        return certificate;
    }

    /// <summary>Checks that the private key belongs to the certificate.</summary>
    public static void MatchKey(X509Certificate2 certificate, string privateKey)
    {
        try
        {
            using var key = PrivateKey(privateKey);
            if (!key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(certificate.PublicKey.ExportSubjectPublicKeyInfo()))
                throw Errors.KeyPairMismatch("Private key does not match the certificate.");
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            throw Errors.MalformedCertificate(
                "Unable to parse private key. Please ensure the private key is in PEM format and not encrypted."
            );
        }
    }

    /// <summary>Checks that each certificate of the chain signed the one before it, the first one the server's.</summary>
    public static void MatchChain(X509Certificate2 certificate, string chain)
    {
        var issuers = Find(chain);
        if (issuers is null or [])
            throw Errors.MalformedCertificate("Unable to parse certificate. Please ensure the certificate is in PEM format.");
        var signed = certificate;
        for (var i = 0; i < issuers.Count; i++)
        {
            if (!CertificateSignature.IsBy(signed, issuers[i]))
                throw Errors.MalformedCertificate(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Unable to validate certificate chain. The certificate chain must start with the immediate signing "
                            + $"certificate, followed by any intermediaries in order. The index within the chain of the invalid "
                            + $"certificate is: {i - 1}"
                    )
                );
            signed = issuers[i];
        }
    }

    static AsymmetricAlgorithm PrivateKey(string pem)
    {
        var label = pem[PemEncoding.Find(pem).Label];
        if (label == "EC PRIVATE KEY")
            return Imported(ECDsa.Create(), pem);
        if (label == "RSA PRIVATE KEY")
            return Imported(RSA.Create(), pem);
        try
        {
            return Imported(RSA.Create(), pem);
        }
        catch (CryptographicException)
        {
            return Imported(ECDsa.Create(), pem);
        }
    }

    static AsymmetricAlgorithm Imported(AsymmetricAlgorithm key, string pem)
    {
        try
        {
            key.ImportFromPem(pem);
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>The certificates of a text, in order; null when the text is not PEM or a part of it is not a certificate.</summary>
    static List<X509Certificate2>? Find(string pem)
    {
        var certificates = new List<X509Certificate2>();
        var rest = pem.AsSpan();
        for (; PemEncoding.TryFind(rest, out var fields); rest = rest[fields.Location.End..])
        {
            // AWS accepts no text around the certificates.
            if (!rest[fields.Label].SequenceEqual(Label) || !rest[..fields.Location.Start].IsWhiteSpace())
                return null;
            var der = new byte[fields.DecodedDataLength];
            Convert.TryFromBase64Chars(rest[fields.Base64Data], der, out _);
            try
            {
                certificates.Add(X509CertificateLoader.LoadCertificate(der));
            }
            catch (CryptographicException)
            {
                return null;
            }
        }
        return rest.IsWhiteSpace() ? certificates : null;
    }
}
