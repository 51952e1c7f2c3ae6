using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests;

/// <summary>One server for the tests of a class, each with an account and a terminal of its own.</summary>
public class LiveServer : IAsyncLifetime
{
    readonly string folder = Directory.CreateTempSubdirectory("mantle-clients-").FullName;
    MantleProcess server = null!;
    int terminals;

    internal static string Scripts { get; } = Path.Combine(Peer.Folder, "clients");

    internal string Data => Path.Combine(folder, "data");

    /// <summary>Options of <c>serve</c> besides its folder and address.</summary>
    protected virtual string[] Options => [];

    public async ValueTask InitializeAsync() => server = await MantleProcess.StartAsync(Data, Options);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        server.Dispose();
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    internal static async Task NeedBoto3Async() =>
        Assert.SkipUnless(
            Shell.Has("python3")
                && (
                    await Shell.RunAsync(
                        "python3 -c 'import boto3; import re; assert int(re.findall(r\"\\d+\", boto3.__version__)[1]) >= 29'"
                    )
                ).Code == 0,
            "python3 with a boto3 that reads AWS_ENDPOINT_URL (1.29 and later) is not installed"
        );

    /// <summary>A terminal of the root user of a new account, made with <c>mantle account create</c>.</summary>
    /// <param name="options">Options of that command.</param>
    internal async Task<Terminal> NewAccountAsync(string options = "")
    {
        var (code, output, error) = await Shell.RunAsync(
            $"'{Repository.Root}/mantle' account create test --data '{Data}' --format json {options}"
        );
        Assert.True(code == 0, error);
        using var json = JsonDocument.Parse(output);
        return NewTerminal(
            json.RootElement.GetProperty("AccessKeyId").GetString()!,
            json.RootElement.GetProperty("SecretAccessKey").GetString()!
        );
    }

    /// <summary>A terminal of the management account's root user.</summary>
    internal async Task<Terminal> ManagementAsync()
    {
        var root = await MantleProcess.CredentialsAsync(Data);
        return NewTerminal(root.AccessKeyId, root.SecretAccessKey);
    }

    internal Terminal NewTerminal(string accessKeyId, string secretAccessKey, string? sessionToken = null)
    {
        var home = Directory.CreateDirectory(Path.Combine(folder, $"home-{Interlocked.Increment(ref terminals)}")).FullName;
        var terminal = new Terminal(home, server.Endpoint);
        terminal.ExportCredentials(accessKeyId, secretAccessKey, sessionToken);
        ExportSettings(terminal);
        return terminal;
    }

    /// <summary>The environment variables that SDKs read besides credentials, and those that silence their runtimes.</summary>
    internal static void ExportSettings(Terminal terminal)
    {
        terminal.Export("AWS_ENDPOINT_URL", terminal.Endpoint);
        terminal.Export("AWS_REGION", "us-east-1");
        terminal.Export("NODE_NO_WARNINGS", "1");
        terminal.Export("PYTHONDONTWRITEBYTECODE", "1");
    }

    /// <summary>
    /// Writes the files that the scripts upload: certificate.pem, its key.pem and public.pem, the chain.pem of the authority that issued
    /// it, other-key.pem, and a provider's metadata.xml.
    /// </summary>
    internal static async Task WriteUploadsAsync(string home)
    {
        using RSA key = RSA.Create(2048),
            other = RSA.Create(2048);
        var (from, until) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        var authority = new CertificateRequest("CN=authority", other, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var issuer = authority.CreateSelfSigned(from, until);
        var request = new CertificateRequest("CN=site.example.com", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.Create(issuer, from, until, [1, 2, 3]);
        Task Write(string name, string text) => File.WriteAllTextAsync(Path.Combine(home, name), text);
        await Write("certificate.pem", certificate.ExportCertificatePem());
        // With the line end that files have, and that the provider takes off.
        await Write("chain.pem", issuer.ExportCertificatePem() + "\n");
        await Write("key.pem", key.ExportRSAPrivateKeyPem());
        await Write("other-key.pem", other.ExportRSAPrivateKeyPem());
        await Write("public.pem", key.ExportSubjectPublicKeyInfoPem());
        var encoded = Convert.ToBase64String(certificate.RawData);
        await Write(
            "metadata.xml",
            $"""
            <EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://directory.example.com/metadata">
            <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
            <KeyDescriptor><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#">
            <X509Data><X509Certificate>{encoded}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>
            <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://directory.example.com/sso"/>
            </IDPSSODescriptor></EntityDescriptor>
            """
        );
    }
}
