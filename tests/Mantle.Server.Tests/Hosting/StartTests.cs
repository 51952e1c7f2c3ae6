using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mantle.Server.Hosting;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Hosting;

/// <summary>When a server cannot start it says why in one sentence, and damages nothing.</summary>
public sealed class StartTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    ServerOptions Options => new() { DataFolder = Path.Combine(folder.Path, "data"), Listen = new(IPAddress.Loopback, 0) };

    string Data(string name) => Path.Combine(folder.Path, "data", name);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_second_server_on_the_same_folder_is_refused()
    {
        await using var first = await MantleServer.StartAsync(Options);
        var error = await Assert.ThrowsAsync<ServerStartException>(() => MantleServer.StartAsync(Options));
        Assert.Contains("Another server is using the data folder", error.Message);
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = (IPEndPoint)taken.LocalEndpoint;
        var error = await Assert.ThrowsAsync<ServerStartException>(() => MantleServer.StartAsync(Options with { Listen = address }));
        Assert.Equal($"Port {address.Port} is taken, perhaps by another Mantle; use --listen 127.0.0.1:0 for a free one.", error.Message);
        await StartsAsync();
    }

    [Theory]
    [InlineData(SocketError.AddressNotAvailable, "this machine does not have that address.")]
    [InlineData(SocketError.AccessDenied, "ports below 1024 need privileges.")]
    public void Why_it_cannot_listen_is_said(SocketError code, string reason) =>
        Assert.Equal(
            $"Cannot listen on 127.0.0.1:80: {reason}",
            ListenFailure.Describe(new(IPAddress.Loopback, 80), new IOException("x", new SocketException((int)code)))
        );

    [Fact]
    public async Task An_address_of_another_machine_is_named()
    {
        var options = Options with { Listen = IPEndPoint.Parse("192.0.2.1:4700") };
        var error = await Assert.ThrowsAsync<ServerStartException>(() => MantleServer.StartAsync(options));
        Assert.Equal("Cannot listen on 192.0.2.1:4700: this machine does not have that address.", error.Message);
    }

    [Theory]
    [InlineData("not a certificate", null, "--tls-cert {0} has no PEM certificate.")]
    [InlineData(null, null, "--tls-cert: there is no file {0}.")]
    [InlineData("", null, "--tls-key: there is no file {1}.")]
    [InlineData("", "not a key", "--tls-key {1} has no PEM key of the certificate in {0}.")]
    public async Task A_certificate_that_cannot_be_used_is_named_and_holds_no_folder(string? certificate, string? key, string message)
    {
        var (file, keyFile) = (Path.Combine(folder.Path, "cert.pem"), Path.Combine(folder.Path, "key.pem"));
        if (certificate is not null)
            await File.WriteAllTextAsync(file, certificate.Length > 0 ? certificate : SelfSigned());
        if (key is not null)
            await File.WriteAllTextAsync(keyFile, key);
        var error = await Assert.ThrowsAsync<ServerStartException>(() =>
            MantleServer.StartAsync(Options with { TlsCertificate = file, TlsKey = keyFile })
        );
        Assert.Equal(string.Format(System.Globalization.CultureInfo.InvariantCulture, message, file, keyFile), error.Message);
        await StartsAsync();

        static string SelfSigned()
        {
            using var rsa = RSA.Create(2_048);
            var request = new CertificateRequest("CN=localhost", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
            return made.ExportCertificatePem();
        }
    }

    [Fact]
    public async Task A_wrong_key_file_is_refused_and_the_right_one_works_again()
    {
        await StartsAsync();
        var key = await File.ReadAllBytesAsync(Data("master.key"));
        await File.WriteAllBytesAsync(Data("master.key"), new byte[32]);
        Assert.Contains(
            "does not belong to this data folder",
            (await Assert.ThrowsAsync<ServerStartException>(() => MantleServer.StartAsync(Options))).Message
        );
        await File.WriteAllBytesAsync(Data("master.key"), key);
        await StartsAsync();
    }

    [Fact]
    public async Task A_missing_key_file_is_not_made_anew_over_existing_data()
    {
        await StartsAsync();
        File.Delete(Data("master.key"));
        Assert.Contains("is missing", (await Assert.ThrowsAsync<ServerStartException>(() => MantleServer.StartAsync(Options))).Message);
        Assert.False(File.Exists(Data("master.key")));
    }

    [Fact]
    public async Task A_key_file_that_others_can_read_is_refused()
    {
        if (OperatingSystem.IsWindows())
            return;
        await StartsAsync();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Data("master.key")));
        File.SetUnixFileMode(Data("master.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        Assert.Contains("chmod 600", (await Assert.ThrowsAsync<ServerStartException>(() => MantleServer.StartAsync(Options))).Message);
    }

    [Fact]
    public async Task A_folder_that_was_there_before_is_taken_from_others()
    {
        if (OperatingSystem.IsWindows())
            return;
        const UnixFileMode everybody = (UnixFileMode)0b111_111_111,
            mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        string[] files = [Data("mantle.db"), Data("trail.db"), Data("objects.db"), Data("master.key")],
            folders = [Options.DataFolder, Data("objects")];
        Directory.CreateDirectory(Options.DataFolder, everybody);
        for (var start = 0; start < 2; start++)
        {
            await StartsAsync();
            foreach (var file in files)
                Assert.Equal(mine, File.GetUnixFileMode(file));
            foreach (var path in folders)
                Assert.Equal(mine | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
            foreach (var path in files[..3].Concat(folders))
                File.SetUnixFileMode(path, everybody);
        }
    }

    [Fact]
    public async Task A_damaged_database_is_refused_and_left_as_it_is()
    {
        await StartsAsync();
        var damaged = new byte[100_000];
        Array.Fill(damaged, (byte)'x');
        await File.WriteAllBytesAsync(Data("mantle.db"), damaged);
        Assert.Contains("damaged", (await Assert.ThrowsAsync<ServerStartException>(() => MantleServer.StartAsync(Options))).Message);
        Assert.Equal(damaged, await File.ReadAllBytesAsync(Data("mantle.db")));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "file"), "");
        var path = Path.Combine(folder.Path, "file", "data");
        var error = await Assert.ThrowsAsync<ServerStartException>(() => MantleServer.StartAsync(Options with { DataFolder = path }));
        Assert.Equal($"The data folder {path} cannot be created.", error.Message);
        path = Path.Combine(folder.Path, "file");
        error = await Assert.ThrowsAsync<ServerStartException>(() => MantleServer.StartAsync(Options with { DataFolder = path }));
        Assert.Equal($"--data names a folder, and {path} is a file.", error.Message);
        error = await Assert.ThrowsAsync<ServerStartException>(() => MantleServer.ReadRootCredentialsAsync(path));
        Assert.Equal($"--data names a folder, and {path} is a file.", error.Message);
    }

    [Fact]
    public async Task No_secret_is_on_the_disk_in_clear()
    {
        string secret;
        await using (await MantleServer.StartAsync(Options))
            secret = (await MantleServer.ReadRootCredentialsAsync(Options.DataFolder)).SecretAccessKey;
        foreach (var file in Directory.GetFiles(Options.DataFolder, "*", SearchOption.AllDirectories))
            Assert.Equal(-1, (await File.ReadAllBytesAsync(file)).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(secret)));
    }

    async Task StartsAsync()
    {
        await using var server = await MantleServer.StartAsync(Options);
        Assert.StartsWith("http://127.0.0.1:", server.Endpoint);
    }
}
