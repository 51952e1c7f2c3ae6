using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests.Workloads;

/// <summary>Servers outside: a client gets its role for a certificate, by IAM Roles Anywhere.</summary>
public sealed class CertificateTests(LiveServer server) : WorkloadTest(server)
{
    [Theory]
    [MemberData(nameof(DefaultClients.All), MemberType = typeof(DefaultClients))]
    public async Task A_clients_profile_runs_it(string client)
    {
        var (workload, options, serial) = await PrepareAsync(isRsa: client == "aws");
        await WriteProfileAsync(workload, options);
        var command = await DefaultClients.CommandAsync(client, workload);
        Assert.Equal(Session("outside", serial), ArnIn(await workload.PrintsAsync(command)));
        Assert.Equal("CN=web", await Root.PrintsAsync("aws rolesanywhere list-subjects --query 'subjects[0].x509Subject' --output text"));
    }

    [Fact]
    public async Task The_aws_command_manages_anchors_and_profiles_and_takes_roles_away()
    {
        var (workload, options, serial) = await PrepareAsync(isRsa: false);
        await WriteProfileAsync(workload, options);
        Assert.Equal(Session("outside", serial), await workload.PrintsAsync("aws sts get-caller-identity --query Arn --output text"));
        await Root.PrintsAsync(
            """
            set -e
            profile=$(aws rolesanywhere list-profiles --query 'profiles[0].profileId' --output text)
            anchor=$(aws rolesanywhere list-trust-anchors --query 'trustAnchors[0].trustAnchorId' --output text)
            aws rolesanywhere get-profile --profile-id $profile >/dev/null
            aws rolesanywhere put-attribute-mapping --profile-id $profile --certificate-field x509Subject \
                --mapping-rules specifier=CN >/dev/null
            aws rolesanywhere delete-attribute-mapping --profile-id $profile --certificate-field x509SAN --specifiers DNS URI >/dev/null
            aws rolesanywhere put-notification-settings --trust-anchor-id $anchor \
                --notification-settings event=CA_CERTIFICATE_EXPIRY,enabled=true,threshold=10 >/dev/null
            aws rolesanywhere disable-profile --profile-id $profile >/dev/null
            """
        );
        Assert.Contains("Profile is disabled", await workload.FailsAsync("aws sts get-caller-identity"));
    }

    [Theory]
    [MemberData(nameof(DefaultClients.Scripts), MemberType = typeof(DefaultClients))]
    public async Task A_containers_endpoint_outside_has_the_role(string client)
    {
        var (workload, options, serial) = await PrepareAsync(isRsa: false);
        using var endpoint = await Helper.StartAsync(workload, $"container {options} --listen 127.0.0.1:0");
        var container = NewWorkload();
        container.Export("AWS_CONTAINER_CREDENTIALS_FULL_URI", endpoint.Url);
        Assert.Equal(Session("outside", serial), ArnIn(await container.PrintsAsync(await DefaultClients.CommandAsync(client, container))));
        Assert.Equal(0, await endpoint.TerminateAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("--refresh")]
    public async Task A_command_outside_has_the_role(string refresh)
    {
        var (workload, options, serial) = await PrepareAsync(isRsa: true);
        Assert.Equal(
            Session("outside", serial),
            await workload.PrintsAsync($"{Mantle} exec {refresh} {options} -- aws sts get-caller-identity --query Arn --output text")
        );
    }

    [Theory]
    [InlineData("--trust-anchor-arn", null, "mantle: --certificate needs --trust-anchor-arn ARN too.")]
    [InlineData("--certificate", null, "mantle: --private-key belongs to a --certificate")]
    [InlineData("--role", "outside", "mantle: A --certificate has its role by --role-arn")]
    [InlineData("--private-key", "other.key", "mantle: The key in other.key is not that of the certificate in")]
    [InlineData("--certificate", "nothing.pem", "nothing.pem cannot be read")]
    [InlineData("--certificate", "web.key", "web.key has no certificate in PEM.")]
    [InlineData("--private-key", "web.pem", "web.pem has no RSA or elliptic curve key in PEM")]
    [InlineData("--trust-anchor-arn", "nonsense", "--trust-anchor-arn takes the ARN of a trust anchor, not 'nonsense'.")]
    [InlineData("--endpoint", "http://127.0.0.1:1", "No server answers at http://127.0.0.1:1.")]
    [InlineData("--role-session-name", "web", "CreateSession failed: Not authorized to set roleSessionName (AccessDeniedException)")]
    public async Task What_is_wrong_is_said_in_one_sentence(string option, string? value, string sentence)
    {
        var (workload, options, _) = await PrepareAsync(isRsa: false);
        await new OutsideAuthority(workload.Home).WriteOtherKeyAsync();
        var words = options.Split(' ').Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);
        words.Remove(option);
        if (value is not null)
            words[option] = value;
        var changed = string.Join(' ', words.Select(each => $"{each.Key} {each.Value}"));
        var error = await workload.FailsAsync($"cd '{workload.Home}'; {Mantle} credential-process {changed}");
        Assert.Contains(sentence, error);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    /// <summary>Makes a trust anchor, a role and a profile.</summary>
    /// <returns>A terminal without a key, the options of its certificate, and its serial number.</returns>
    async Task<(Terminal Workload, string Options, string Serial)> PrepareAsync(bool isRsa)
    {
        var workload = NewWorkload();
        var authority = new OutsideAuthority(workload.Home);
        await authority.WriteAsync();
        var serial = await authority.WriteWorkloadAsync("web", isRsa);
        var options = await RolesAnywhere.OptionsAsync(Root, workload.Home);
        return (workload, isRsa ? options : $"{options} --intermediates {workload.Home}/intermediate.pem", serial);
    }

    static async Task WriteProfileAsync(Terminal workload, string options)
    {
        Directory.CreateDirectory(Path.Combine(workload.Home, ".aws"));
        await File.WriteAllTextAsync(
            Path.Combine(workload.Home, ".aws", "config"),
            $"""
            [default]
            region = us-east-1
            credential_process = {Repository.Root}/mantle credential-process {options} --endpoint {workload.Endpoint}

            """
        );
    }
}
