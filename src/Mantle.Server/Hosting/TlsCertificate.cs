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
        var key = options.TlsKey!;
        var content = Read("--tls-cert", file);
        try
        {
            X509Certificate2.CreateFromPem(content).Dispose();
        }
        catch (CryptographicException error)
        {
            throw new ServerStartException($"--tls-cert {file} has no PEM certificate.", error);
        }
        var keyContent = Read("--tls-key", key);
        try
        {
            using var read = X509Certificate2.CreateFromPem(content, keyContent);
            // Imported again, because the platform's TLS does not accept an ephemeral key.
            return X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            throw new ServerStartException($"--tls-key {key} has no PEM key of the certificate in {file}.", error);
        }
    }

    static string Read(string option, string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ServerStartException($"{option}: there is no file {file}.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ServerStartException($"{option}: {file} cannot be read.", error);
        }
    }
}
