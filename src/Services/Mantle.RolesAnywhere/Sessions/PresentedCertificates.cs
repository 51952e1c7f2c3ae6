using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mantle.Http;
using Mantle.RolesAnywhere.Certificates;
using Mantle.Wire.RolesAnywhere;

namespace Mantle.RolesAnywhere.Sessions;

/// <summary>The certificates in a request's headers, in base64 of DER. Nothing is known of them yet.</summary>
sealed record PresentedCertificates(X509Certificate2 Certificate, IReadOnlyList<X509Certificate2> Intermediates)
{
    /// <exception cref="Wire.ApiException">ValidationException: a header is missing, twice there, or no certificate.</exception>
    public static PresentedCertificates Of(Exchange exchange)
    {
        var certificate =
            Only(exchange, "X-Amz-X509") ?? throw Errors.ValidationException("The request has no certificate in the header X-Amz-X509.");
        var chain = Only(exchange, "X-Amz-X509-Chain")?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        if (chain.Length > CertificatePath.MostIntermediates)
            throw Errors.ValidationException(
                $"The header X-Amz-X509-Chain has more than {CertificatePath.MostIntermediates} certificates."
            );
        return new PresentedCertificates(Parse(certificate, "X-Amz-X509"), [.. chain.Select(text => Parse(text, "X-Amz-X509-Chain"))]);
    }

    static string? Only(Exchange exchange, string header) =>
        exchange.Http.Request.Headers[header] switch
        {
            [] => null,
            [var only] => only,
            _ => throw Errors.ValidationException($"The header {header} is there more than once."),
        };

    static X509Certificate2 Parse(string text, string header)
    {
        var der = new byte[text.Length * 3 / 4 + 3];
        try
        {
            if (Convert.TryFromBase64String(text, der, out var length))
            {
                var certificate = X509CertificateLoader.LoadCertificate(der.AsSpan(0, length));
                // The loader takes PEM too, and what follows a certificate; the helper sends neither.
                if (certificate.RawDataMemory.Span.SequenceEqual(der.AsSpan(0, length)))
                    return certificate;
            }
        }
        catch (CryptographicException) { }
        throw Errors.ValidationException($"Unable to parse the certificate in the header {header}.");
    }
}
