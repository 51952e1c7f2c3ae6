using System.Security.Cryptography.X509Certificates;
using Mantle.Server.Accounts;
using Mantle.Server.Authentication;
using Mantle.Server.Hosting;

namespace Mantle.Server.Federation;

/// <summary>
/// The issuers that accounts trust, with their keys. What was fetched for one account's provider serves another's only where
/// both accept the same certificates.
/// </summary>
sealed class Issuers
{
    readonly TimeProvider time;
    readonly IssuerConnection connection;
    readonly RecentValues<string, Issuer> issuers = new(8_192, StringComparer.Ordinal);

    /// <exception cref="System.Security.Cryptography.CryptographicException">The file of CA certificates cannot be read.</exception>
    public Issuers(ServerOptions options, TimeProvider time)
    {
        this.time = time;
        var authorities = new X509Certificate2Collection();
        if (options.IssuerAuthorities is { } file)
            authorities.ImportFromPemFile(file);
        connection = new IssuerConnection(new IssuerCertificates(authorities, time), options.AllowPrivateIssuers);
    }

    /// <summary>The key that a token of a provider's issuer was signed with.</summary>
    /// <exception cref="Wire.ApiException">InvalidIdentityToken or IDPCommunicationError: it cannot be had.</exception>
    public async ValueTask<VerificationKey> KeyAsync(OidcProvider provider, JsonWebToken token, CancellationToken cancellation)
    {
        var (key, fault) = await Of(provider).FindKeyAsync(token, cancellation);
        return key ?? throw fault.ToError();
    }

    /// <summary>The thumbprint of the certificate that tops an issuer's chain; null when it cannot be reached.</summary>
    public Task<string?> TopThumbprintAsync(Uri issuer, CancellationToken cancellation) => connection.TopThumbprintAsync(issuer, cancellation);

    Issuer Of(OidcProvider provider)
    {
        var id = $"{provider.Url} {string.Join(' ', provider.Thumbprints)}";
        if (issuers.TryGet(id, out var issuer))
            return issuer!;
        issuers.Add(id, new Issuer(provider, connection, time));
        return issuers.TryGet(id, out issuer) ? issuer! : new Issuer(provider, connection, time);
    }
}
