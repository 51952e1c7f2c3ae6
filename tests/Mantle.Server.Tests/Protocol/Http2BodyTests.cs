using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Mantle.Server.Hosting;
using Mantle.Server.Tests.Operations.S3;
using Mantle.Server.Tests.Support;
using Mantle.SigV4;

namespace Mantle.Server.Tests.Protocol;

/// <summary>HTTP/2 needs no length of a body. A body of which nobody knows the length is refused, not taken for none.</summary>
public sealed class Http2BodyTests : IAsyncLifetime
{
    readonly TlsServer server = new();
    HttpClient http = null!;

    [Fact]
    public async Task A_document_without_its_length_is_refused()
    {
        const string Tags =
            "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Tags><Tag><Key>a</Key><Value>b</Value>"
            + "</Tag></Tags></CreateBucketConfiguration>";
        (await SendAsync("PUT", "/bucket-a", new Unmeasured(Tags))).Refused(411, "MissingContentLength");
        (await SendAsync("HEAD", "/bucket-a", null)).Expect(404);
        (await SendAsync("PUT", "/bucket-a", new StringContent(Tags))).Expect(200);
        Assert.Equal(["b"], (await SendAsync("GET", "/bucket-a?tagging", null)).Expect(200).All("Value"));
        (await SendAsync("PUT", "/bucket-a/key", new Unmeasured("data"))).Refused(411, "MissingContentLength");
        (await SendAsync("DELETE", "/bucket-a", new Unmeasured("data"))).Refused(411, "MissingContentLength");
    }

    [Fact]
    public async Task A_body_that_turns_out_to_be_empty_is_none()
    {
        (await SendAsync("PUT", "/bucket-b", new Unmeasured(""))).Expect(200);
        (await SendAsync("HEAD", "/bucket-b", null)).Expect(200);
    }

    async Task<S3Answer> SendAsync(string method, string target, HttpContent? body)
    {
        var address = new Uri(server.Server.Endpoint);
        var headers = new HeaderList().Add("host", address.Authority);
        new RequestSigner(server.Management.Credentials, "us-east-1", "s3").Sign(
            SignableRequest.FromTarget(method, target, headers),
            PayloadHash.UnsignedPayload,
            server.Now
        );
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(address, target))
        {
            Content = body,
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        for (var i = 0; i < headers.Count; i++)
            if (headers[i].Key != "host")
                request.Headers.TryAddWithoutValidation(headers[i].Key, headers[i].Value);
        using var response = await http.SendAsync(request);
        return await S3Answer.ReadAsync(response);
    }

    public async ValueTask InitializeAsync()
    {
        await server.InitializeAsync();
        var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == server.CertificateHash;
        http = new HttpClient(handler);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await server.DisposeAsync();
    }

    sealed class Unmeasured(string text) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            stream.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    sealed class TlsServer : TestServer
    {
        public string CertificateHash { get; private set; } = "";

        internal override ServerOptions Configure(ServerOptions options)
        {
            var (certificate, key) = (Path.Combine(DataFolder, "cert.pem"), Path.Combine(DataFolder, "key.pem"));
            using var rsa = RSA.Create(2_048);
            var request = new CertificateRequest("CN=localhost", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
            CertificateHash = made.GetCertHashString();
            File.WriteAllText(certificate, made.ExportCertificatePem());
            File.WriteAllText(key, rsa.ExportPkcs8PrivateKeyPem());
            return options with { TlsCertificate = certificate, TlsKey = key };
        }
    }
}
