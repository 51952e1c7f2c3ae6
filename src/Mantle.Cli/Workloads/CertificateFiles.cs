using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mantle.Cli.Client;
using Mantle.SigV4;

namespace Mantle.Cli.Workloads;

/// <summary>
/// A certificate, its private key and the certificates of authorities in between, in PEM files. They are read for every call, because
/// certificates are renewed while a command runs.
/// </summary>
/// <param name="Certificate">The certificate's file.</param>
/// <param name="PrivateKey">The private key's file; the key is not encrypted.</param>
/// <param name="Intermediates">The file of the authorities in between; null for none.</param>
sealed record CertificateFiles(string Certificate, string PrivateKey, string? Intermediates)
{
    /// <summary>What signs a request with the key.</summary>
    /// <exception cref="CommandException">A file is not there, or not what it should be.</exception>
    public void Use(string region, string service, Action<CertificateSigner> use)
    {
        var certificate = Certificates(Certificate)[0];
        using var key = Key();
        var (stated, own) = (certificate.PublicKey.ExportSubjectPublicKeyInfo(), key.ExportSubjectPublicKeyInfo());
        if (!stated.AsSpan().SequenceEqual(own))
            throw new CommandException($"The key in {PrivateKey} is not that of the certificate in {Certificate}.");
        use(new CertificateSigner(certificate, key, Intermediates is null ? [] : [.. Certificates(Intermediates)], region, service));
    }

    static X509Certificate2Collection Certificates(string file)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(Read(file));
        }
        catch (CryptographicException)
        {
            certificates.Clear();
        }
        return certificates.Count > 0 ? certificates : throw new CommandException($"{file} has no certificate in PEM.");
    }

    AsymmetricAlgorithm Key()
    {
        var pem = Read(PrivateKey);
        foreach (var key in new AsymmetricAlgorithm[] { RSA.Create(), ECDsa.Create() })
        {
            try
            {
                key.ImportFromPem(pem);
                return key;
            }
            catch (Exception error) when (error is CryptographicException or ArgumentException)
            {
                key.Dispose();
            }
        }
        throw new CommandException($"{PrivateKey} has no RSA or elliptic curve key in PEM, or it is encrypted.");
    }

    static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{file} cannot be read: {error.Message}");
        }
    }
}
