using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.RegularExpressions;
using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests;

/// <summary>Ansible's IAM modules converge: a second run changes nothing, with state present and with state absent.</summary>
[Trait("speed", "slow")]
public sealed partial class AnsibleTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("mantle-ansible-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_second_run_changes_nothing()
    {
        Assert.SkipUnless(Shell.Has("ansible-playbook"), "the ansible-playbook command is not installed");
        Assert.SkipUnless((await Shell.RunAsync("/usr/bin/python3 -c 'import boto3'")).Code == 0, "/usr/bin/python3 has no boto3");
        using var server = await MantleProcess.StartAsync(Path.Combine(folder, "data"));
        var root = await MantleProcess.CredentialsAsync(Path.Combine(folder, "data"));
        var terminal = new Terminal(folder, server.Endpoint);
        terminal.ExportCredentials(root.AccessKeyId, root.SecretAccessKey);
        terminal.Export("ANSIBLE_LOCALHOST_WARNING", "False");
        terminal.Export("ANSIBLE_DEPRECATION_WARNINGS", "False");
        var variables = Path.Combine(folder, "variables.json");
        var (certificate, key) = Certificate();
        await File.WriteAllTextAsync(
            variables,
            JsonSerializer.Serialize(
                new
                {
                    endpoint = server.Endpoint,
                    certificate,
                    private_key = key,
                }
            ),
            TestContext.Current.CancellationToken
        );

        Assert.NotEqual(0, await ChangedAsync(terminal, variables, "present"));
        Assert.Equal(0, await ChangedAsync(terminal, variables, "present"));
        Assert.NotEqual(0, await ChangedAsync(terminal, variables, "absent"));
        Assert.Equal(0, await ChangedAsync(terminal, variables, "absent"));
        Assert.Equal("0", await terminal.PrintsAsync("aws iam list-users --query 'length(Users)'"));
        Assert.Equal("0", await terminal.PrintsAsync("aws iam list-roles --query 'length(Roles)'"));
    }

    static async Task<int> ChangedAsync(Terminal terminal, string variables, string state)
    {
        var playbook = Path.Combine(Repository.Root, "tests", "Mantle.Clients.Tests", "Playbooks", "iam.yml");
        var (code, output, error) = await terminal.RunAsync($"ansible-playbook -i localhost, -e @{variables} -e state={state} {playbook}");
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

    [GeneratedRegex(@"changed=(\d+)")]
    private static partial Regex Recap();
}
