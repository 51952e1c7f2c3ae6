using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mantle.Core.Secrets;
using Mantle.Core.Storage;

namespace Mantle.Core.Federation;

/// <summary>
/// The issuers that accounts trust, with their keys. Providers of different accounts share fetched keys only if they accept the same
/// certificates.
/// </summary>
public sealed class Issuers
{
    readonly TimeProvider time;
    readonly IssuerConnection connection;
    readonly RecentValues<string, Issuer> issuers = new(8_192, StringComparer.Ordinal);

    /// <exception cref="StoreException">The file of CA certificates cannot be read.</exception>
    public Issuers(IssuerSettings settings, TimeProvider time)
    {
        this.time = time;
        BuiltIn = new BuiltInIssuers(settings.BuiltIn);
        connection = new IssuerConnection(new IssuerCertificates(Authorities(settings.Authorities), time), settings.AllowPrivate);
    }

    /// <summary>The issuers that need no provider in the account.</summary>
    public BuiltInIssuers BuiltIn { get; }

    static X509Certificate2Collection Authorities(string? file)
    {
        var authorities = new X509Certificate2Collection();
        if (file is null)
            return authorities;
        try
        {
            authorities.ImportFromPemFile(file);
        }
        catch (Exception error) when (error is IOException or CryptographicException or UnauthorizedAccessException)
        {
            throw new StoreException($"The file of CA certificates {file} cannot be read: {error.Message}", error);
        }
        return authorities.Count > 0
            ? authorities
            : throw new StoreException($"The file of CA certificates {file} holds no certificate in PEM.");
    }

    /// <summary>The key that a token of an issuer was signed with.</summary>
    /// <exception cref="Wire.ApiException">InvalidIdentityToken or IDPCommunicationError: the key could not be fetched.</exception>
    public async ValueTask<VerificationKey> KeyAsync(TrustedIssuer issuer, JsonWebToken token, CancellationToken cancellation)
    {
        var (key, fault) = await Of(issuer).FindKeyAsync(token, cancellation);
        return key ?? throw fault.ToError();
    }

    /// <summary>The thumbprint of the last certificate of an issuer's chain; null if the issuer cannot be reached.</summary>
    public Task<string?> TopThumbprintAsync(Uri issuer, CancellationToken cancellation) =>
        connection.TopThumbprintAsync(issuer, cancellation);

    Issuer Of(TrustedIssuer trusted)
    {
        var id = $"{trusted.Principal == trusted.Name} {trusted.Url} {string.Join(' ', trusted.Thumbprints)}";
        if (issuers.TryGet(id, out var issuer))
            return issuer!;
        issuers.Add(id, new Issuer(trusted, connection, time));
        return issuers.TryGet(id, out issuer) ? issuer! : new Issuer(trusted, connection, time);
    }
}
