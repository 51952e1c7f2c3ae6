using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Mantle.Core.Federation;

/// <summary>
/// Fetches an issuer's keys: the discovery document, then the key set, both from the issuer's own host (Google's keys are on another).
/// It follows no redirects and uses no proxy and no cookies. Limits: five seconds and 256 KiB.
/// </summary>
public sealed class IssuerConnection(IssuerCertificates certificates, bool allowPrivate)
{
    const int LargestAnswer = 256 << 10;

    /// <summary>
    /// AWS gives an issuer five seconds (<see href="https://repost.aws/knowledge-center/iam-sts-invalididentitytoken"/>).
    /// </summary>
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>The keys of an issuer, or the reason why they could not be fetched.</summary>
    public async Task<(VerificationKeys? Keys, IssuerFault Fault)> FetchKeysAsync(TrustedIssuer issuer)
    {
        using var timeout = new CancellationTokenSource(Timeout);
        using var client = NewClient((certificate, chain, errors) => certificates.Accepts(certificate, chain, errors, issuer.Thumbprints));
        try
        {
            var configuration = await GetAsync(
                client,
                new Uri(issuer.Address.AbsoluteUri.TrimEnd('/') + "/.well-known/openid-configuration"),
                timeout.Token
            );
            if (
                configuration is null
                || KeySetOf(configuration, issuer) is not { } keySet
                || await GetAsync(client, keySet, timeout.Token) is not { } keys
            )
                return (null, IssuerFault.Answer);
            return (VerificationKeys.Parse(keys), IssuerFault.None);
        }
        catch (JsonException)
        {
            return (null, IssuerFault.Answer);
        }
        catch (HttpRequestException error)
        {
            return (
                null,
                error.InnerException is AuthenticationException ? IssuerFault.Certificate
                : error.HttpRequestError is HttpRequestError.ConfigurationLimitExceeded or HttpRequestError.InvalidResponse
                    ? IssuerFault.Answer
                : IssuerFault.Unreachable
            );
        }
        catch (Exception error)
            when (error
                    is OperationCanceledException
                        or IOException
                        or SocketException
                        or UriFormatException
                        or ArgumentException
                        or InvalidOperationException
            )
        {
            return (null, IssuerFault.Unreachable);
        }
    }

    /// <summary>The thumbprint of the last certificate of an issuer's chain; null if the issuer cannot be reached.</summary>
    public async Task<string?> TopThumbprintAsync(Uri issuer, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(Timeout);
        string? thumbprint = null;
        try
        {
            await using var stream = await ConnectAsync(new DnsEndPoint(issuer.Host, issuer.Port), timeout.Token);
            await using var tls = new SslStream(stream);
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = issuer.Host,
                    // Accepts any certificate: this connection only reads the chain, and nothing else that it returns is used.
                    RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                    {
                        if (
                            certificate is X509Certificate2 leaf
                            && chain is not null
                            && !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
                        )
                            thumbprint = IssuerCertificates.TopThumbprint(leaf, chain);
                        return thumbprint is not null;
                    },
                },
                timeout.Token
            );
            return thumbprint;
        }
        catch (Exception error)
            when (error
                    is OperationCanceledException
                        or IOException
                        or SocketException
                        or AuthenticationException
                        or HttpRequestException
                        or ArgumentException
            )
        {
            cancellation.ThrowIfCancellationRequested();
            return null;
        }
    }

    /// <summary>The key set's address; null unless the document is the issuer's own and the keys are on the expected host.</summary>
    static Uri? KeySetOf(byte[] configuration, TrustedIssuer issuer)
    {
        using var document = StrictJson.Parse(configuration, new JsonDocumentOptions { MaxDepth = 16 });
        return
            document.RootElement.ValueKind == JsonValueKind.Object
            && JsonWebToken.Text(document.RootElement, "issuer") == issuer.Url
            && Uri.TryCreate(JsonWebToken.Text(document.RootElement, "jwks_uri"), UriKind.Absolute, out var keySet)
            && Uri.Compare(issuer.KeyHost, keySet, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase)
                == 0
            ? keySet
            : null;
    }

    static async Task<byte[]?> GetAsync(HttpClient client, Uri uri, CancellationToken cancellation)
    {
        using var response = await client.GetAsync(uri, cancellation);
        return response.StatusCode == HttpStatusCode.OK ? await response.Content.ReadAsByteArrayAsync(cancellation) : null;
    }

    HttpClient NewClient(Func<X509Certificate?, X509Chain?, SslPolicyErrors, bool> accepts)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            MaxResponseHeadersLength = 32,
            ConnectCallback = async (context, cancellation) => await ConnectAsync(context.DnsEndPoint, cancellation),
        };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, chain, errors) => accepts(certificate, chain, errors);
        var client = new HttpClient(handler) { MaxResponseContentBufferSize = LargestAnswer };
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("mantle", null));
        return client;
    }

    /// <summary>Connects to the address that was checked, without resolving the name a second time.</summary>
    async ValueTask<NetworkStream> ConnectAsync(DnsEndPoint host, CancellationToken cancellation)
    {
        // The resolver does not accept a literal unspecified address such as 0.0.0.0.
        var addresses = IPAddress.TryParse(host.Host, out var literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(host.Host, cancellation);
        Exception? failure = null;
        foreach (var address in addresses.Where(address => AddressRules.MayConnect(address, allowPrivate)))
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(address, host.Port, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException error)
            {
                socket.Dispose();
                failure = error;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
        throw new HttpRequestException(
            HttpRequestError.ConnectionError,
            "The issuer has no address that may be connected to and answers.",
            failure
        );
    }
}
