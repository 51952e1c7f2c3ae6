using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Mantle.Core.Audit;
using Mantle.Core.Storage;
using Mantle.Server.Hosting;
using Mantle.Server.Tests.Support;
using Mantle.SigV4;

namespace Mantle.Server.Tests.Audit;

/// <summary>The TLS of the connection is recorded.</summary>
public sealed class TlsRecordTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_record_has_the_protocol_the_cipher_and_the_host_that_the_client_named()
    {
        var (certificate, key) = (Path.Combine(folder.Path, "cert.pem"), Path.Combine(folder.Path, "key.pem"));
        using var rsa = RSA.Create(2_048);
        var request = new CertificateRequest("CN=localhost", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await File.WriteAllTextAsync(certificate, made.ExportCertificatePem());
        await File.WriteAllTextAsync(key, rsa.ExportPkcs8PrivateKeyPem());
        var data = Path.Combine(folder.Path, "data");
        await using var server = await MantleServer.StartAsync(
            new ServerOptions
            {
                DataFolder = data,
                Listen = new(System.Net.IPAddress.Loopback, 0),
                TlsCertificate = certificate,
                TlsKey = key,
            }
        );
        var root = await MantleServer.ReadRootCredentialsAsync(data);
        using var http = new HttpClient(
            new SocketsHttpHandler
            {
                UseProxy = false,
                SslOptions = new()
                {
                    RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == made.GetCertHashString(),
                },
            }
        );
        var client = new TestClient(
            server.Endpoint,
            TimeProvider.System,
            root.AccountId,
            new Credentials(root.AccessKeyId, root.SecretAccessKey)
        )
        {
            Http = http,
        };
        await client.Sts("GetCallerIdentity");
        await server.Part<Recorder>().FlushAsync();
        var page = await server.Part<ITrail>().FindAsync(new TrailQuery(), null, 1);
        var tls = JsonDocument.Parse(page.Events[0].Json).RootElement.GetProperty("tlsDetails");
        Assert.Equal("TLSv1.3", tls.GetProperty("tlsVersion").GetString());
        Assert.StartsWith("TLS_", tls.GetProperty("cipherSuite").GetString(), StringComparison.Ordinal);
        Assert.Equal(new Uri(server.Endpoint).Authority, tls.GetProperty("clientProvidedHostHeader").GetString());
    }
}
