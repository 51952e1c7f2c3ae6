using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Mantle.Server.Hosting;

/// <summary>The server's TLS certificate.</summary>
static class TlsCertificate
{
    /// <summary>The certificate with its key; null if the server uses plain HTTP.</summary>
    /// <exception cref="ServerStartException">One of the files cannot be used.</exception>
    public static X509Certificate2? Load(ServerOptions options)
    {
        if (options.TlsCertificate is not { } file)
            return null;
        try
        {
            using var read = X509Certificate2.CreateFromPemFile(file, options.TlsKey);
            // Imported again, because the platform's TLS does not accept an ephemeral key.
            return X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null);
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ServerStartException($"The certificate {file} cannot be used with the key {options.TlsKey}: {error.Message}", error);
        }
    }
}
