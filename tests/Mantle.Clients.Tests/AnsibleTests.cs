using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.RegularExpressions;
using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests;

/// <summary>Ansible's IAM and S3 modules converge: a second run changes nothing, with state present and with state absent.</summary>
[Trait("speed", "slow")]
public sealed partial class AnsibleTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("mantle-ansible-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_second_run_changes_nothing_in_IAM()
    {
        await NeedAsync();
        using var server = await MantleProcess.StartAsync(Path.Combine(folder, "data"));
        var terminal = await OpenAsync(server);
        var (certificate, key) = Certificate();
        await ConvergeAsync(
            terminal,
            "iam",
            new
            {
                endpoint = server.Endpoint,
                certificate,
                private_key = key,
            }
        );
        Assert.Equal("0", await terminal.PrintsAsync("aws iam list-users --query 'length(Users)'"));
        Assert.Equal("0", await terminal.PrintsAsync("aws iam list-roles --query 'length(Roles)'"));
    }

    [Fact]
    public async Task A_second_run_changes_nothing_in_S3()
    {
        await NeedAsync();
        using var server = await MantleProcess.StartAsync(Path.Combine(folder, "data"));
        var terminal = await OpenAsync(server);
        await terminal.PrintsAsync("mkdir -p tree/sub && echo a > tree/a && echo b > tree/sub/b");
        await ConvergeAsync(terminal, "s3", new { endpoint = server.Endpoint, tree = Path.Combine(folder, "tree") });
        Assert.Equal("", await terminal.PrintsAsync("aws s3 ls"));
    }

    static async Task NeedAsync()
    {
        Assert.SkipUnless(Shell.Has("ansible-playbook"), "the ansible-playbook command is not installed");
        Assert.SkipUnless((await Shell.RunAsync("/usr/bin/python3 -c 'import boto3'")).Code == 0, "/usr/bin/python3 has no boto3");
    }

    async Task<Terminal> OpenAsync(MantleProcess server)
    {
        var root = await MantleProcess.CredentialsAsync(Path.Combine(folder, "data"));
        var terminal = new Terminal(folder, server.Endpoint);
        terminal.ExportCredentials(root.AccessKeyId, root.SecretAccessKey);
        terminal.Export("ANSIBLE_LOCALHOST_WARNING", "False");
        terminal.Export("ANSIBLE_DEPRECATION_WARNINGS", "False");
        return terminal;
    }

    async Task ConvergeAsync(Terminal terminal, string playbook, object variables)
    {
        var file = Path.Combine(folder, "variables.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(variables), TestContext.Current.CancellationToken);
        Assert.NotEqual(0, await ChangedAsync(terminal, playbook, file, "-e state=present"));
        Assert.Equal(0, await ChangedAsync(terminal, playbook, file, "-e state=present"));
        Assert.NotEqual(0, await ChangedAsync(terminal, playbook, file, "-e state=absent -e '{\"gone\":false}'"));
        Assert.Equal(0, await ChangedAsync(terminal, playbook, file, "-e state=absent -e '{\"gone\":true}'"));
    }

    static async Task<int> ChangedAsync(Terminal terminal, string playbook, string variables, string options)
    {
        var path = Path.Combine(Repository.Root, "tests", "Mantle.Clients.Tests", "Playbooks", $"{playbook}.yml");
        var (code, output, error) = await terminal.RunAsync($"ansible-playbook -v -i localhost, -e @{variables} {options} {path}");
        Assert.True(code == 0, output + error);
        return int.Parse(Recap().Match(output).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    static (string Certificate, string Key) Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=site.example.com", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        return (certificate.ExportCertificatePem(), key.ExportRSAPrivateKeyPem());
    }

    [GeneratedRegex(@"ok=\d+\s+changed=(\d+)")]
    private static partial Regex Recap();
}
