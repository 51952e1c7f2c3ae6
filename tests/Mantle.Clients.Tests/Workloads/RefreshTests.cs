using System.Text.Json;
using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests.Workloads;

/// <summary>
/// A client without a key gets new credentials by itself when its own expire: from the metadata service, from a container's endpoint, from
/// the agent of pod identity, by web identity, from a profile's process, and from the endpoint of <c>exec --refresh</c>. The server
/// restarts with its clock ahead, and the clocks of client and helper follow.
/// </summary>
[Trait("speed", "slow")]
public sealed class RefreshTests : IAsyncLifetime
{
    /// <summary>Longer than six hours, which is how long a machine's credentials last.</summary>
    const int Seconds = 22_000;

    const string Subject = "system:serviceaccount:shop:cart";

    readonly string folder = Directory.CreateTempSubdirectory("mantle-refresh-").FullName;
    MantleProcess server = null!;
    Terminal root = null!;

    string Data => Path.Combine(folder, "data");

    string Clock => Path.Combine(folder, "clock");

    string TokenFile => Path.Combine(folder, "token");

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(Shell.Has("aws"), "the aws command is not installed");
        Assert.SkipUnless(Shell.Has("faketime"), "faketime is not installed, so the client's clock cannot follow the server's");
        server = await MantleProcess.StartAsync(Data);
        var credentials = await MantleProcess.CredentialsAsync(Data);
        root = new Terminal(folder, server.Endpoint);
        root.ExportCredentials(credentials.AccessKeyId, credentials.SecretAccessKey);
        LiveServer.ExportSettings(root);
        ClockFile.RemoveLeftOvers();
        await ClockFile.SetAsync(Clock, 0);
        await root.PrintsAsync(
            """
            set -e
            aws iam create-role --role-name web --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                "Principal":{"Service":["ec2.amazonaws.com","ecs-tasks.amazonaws.com","pods.eks.amazonaws.com"]},
                "Action":["sts:AssumeRole","sts:TagSession"]}]}' >/dev/null
            aws iam create-instance-profile --instance-profile-name web >/dev/null
            aws iam add-role-to-instance-profile --instance-profile-name web --role-name web
            """
        );
    }

    public ValueTask DisposeAsync()
    {
        server?.Dispose();
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("imds", "boto3", "javascript", "dotnet")]
    [InlineData("container", "boto3", "javascript", "dotnet")]
    [InlineData("pod", "boto3", "javascript", "dotnet")]
    // The SDK for .NET sets its clock by the Date of an answer when a token call is refused, and that is the machine's.
    [InlineData("web", "boto3", "javascript")]
    [InlineData("process", "boto3", "javascript", "dotnet")]
    [InlineData("certificate", "boto3", "javascript", "dotnet")]
    [InlineData("outside", "boto3", "javascript", "dotnet")]
    [InlineData("exec", "boto3", "javascript", "dotnet")]
    public async Task Clients_have_new_credentials_after_their_own_expired(string path, params string[] clients)
    {
        using var helper = await HelperAsync(path);
        var variables = await VariablesAsync(path, helper?.Url);
        var running = new List<(Peer Client, (string Arn, string Key) First)>();
        try
        {
            foreach (var client in clients)
            {
                var peer = await StartAsync(path, client, variables);
                running.Add((peer, Read(await peer.AskAsync())));
            }
            foreach (var (client, first) in running)
            {
                Assert.Contains($":assumed-role/{RoleOf(path)}/", first.Arn);
                Assert.Equal(first, Read(await client.AskAsync()));
            }
            await LaterAsync();
            foreach (var (client, first) in running)
            {
                var second = Read(await client.AskAsync());
                Assert.Equal(first.Arn.Split('/')[1], second.Arn.Split('/')[1]);
                Assert.NotEqual(first.Key, second.Key);
            }
        }
        finally
        {
            running.ForEach(started => started.Client.Dispose());
        }
    }

    static string RoleOf(string path) =>
        path switch
        {
            "certificate" or "outside" => "outside",
            "web" => "cart",
            _ => "web",
        };

    /// <summary>What leads a client to its credentials, and its clock.</summary>
    async Task<Dictionary<string, string>> VariablesAsync(string path, string? url)
    {
        var variables = new Dictionary<string, string>
        {
            ["HOME"] = folder,
            ["AWS_ENDPOINT_URL"] = server.Endpoint,
            ["AWS_REGION"] = "us-east-1",
            ["AWS_DEFAULT_REGION"] = "us-east-1",
            ["NODE_NO_WARNINGS"] = "1",
            ["FAKETIME_TIMESTAMP_FILE"] = Clock,
            ["FAKETIME_NO_CACHE"] = "1",
        };
        switch (path)
        {
            case "imds":
                variables["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = url!;
                variables["AWS_METADATA_SERVICE_TIMEOUT"] = "20";
                break;
            case "container" or "outside":
                variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = url!;
                break;
            case "pod":
                variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = url!;
                variables["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = TokenFile;
                break;
            case "web":
                await TrustIssuerAsync();
                variables["AWS_WEB_IDENTITY_TOKEN_FILE"] = TokenFile;
                variables["AWS_ROLE_ARN"] = await root.PrintsAsync("aws iam get-role --role-name cart --query Role.Arn --output text");
                variables["AWS_ROLE_SESSION_NAME"] = "cart";
                break;
            case "process":
                await WriteProfileAsync("--role web --service ec2.amazonaws.com");
                break;
            case "certificate":
                await WriteProfileAsync(await CertificateAsync());
                break;
        }
        return variables;
    }

    async Task<Peer> StartAsync(string path, string client, Dictionary<string, string> variables)
    {
        var program = await DefaultClients.ProgramAsync(client);
        if (path == "exec")
            program = $"'{Repository.Root}/mantle' exec --data '{Data}' --role web --service ec2.amazonaws.com --refresh -- {program}";
        return Peer.Start("faketime", ["-f", "+0s", "bash", "-c", $"unset FAKETIME; exec {program}"], variables);
    }

    static (string Arn, string Key) Read(JsonElement answer) =>
        (answer.GetProperty("arn").GetString()!, answer.GetProperty("key").GetString()!);

    async Task<Helper?> HelperAsync(string path)
    {
        if (path == "pod")
            await AssociateAsync();
        var arguments = path switch
        {
            "imds" => "imds --instance-profile web --listen 127.0.0.1:0",
            "container" => "container --role web --service ecs-tasks.amazonaws.com --listen 127.0.0.1:0",
            "pod" => "pod-identity --cluster shop --listen 127.0.0.1:0",
            "outside" => $"container {await CertificateAsync()} --data '{Data}' --listen 127.0.0.1:0",
            _ => null,
        };
        return arguments is null ? null : await Helper.StartAsync(root, arguments, Clock);
    }

    async Task AssociateAsync()
    {
        await root.PrintsAsync(
            """
            aws eks create-pod-identity-association --cluster-name shop --namespace shop --service-account cart \
                --role-arn $(aws iam get-role --role-name web --query Role.Arn --output text) >/dev/null
            """
        );
        await WriteTokenAsync("pods.eks.amazonaws.com");
    }

    /// <summary>A role that trusts the account's own issuer.</summary>
    async Task TrustIssuerAsync()
    {
        await WriteTokenAsync("sts.amazonaws.com");
        await root.PrintsAsync(
            $$$"""
            set -e
            issuer=$('{{{Repository.Root}}}/mantle' token --subject {{{Subject}}} --format issuer)
            provider=$(aws iam create-open-id-connect-provider --url $issuer --client-id-list sts.amazonaws.com --output text)
            aws iam create-role --role-name cart --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                "Principal":{"Federated":"'$provider'"},"Action":"sts:AssumeRoleWithWebIdentity"}]}' >/dev/null
            """
        );
    }

    /// <summary>The token lasts for a day, as that of a pod would be replaced.</summary>
    Task<string> WriteTokenAsync(string audience) =>
        root.PrintsAsync($"'{Repository.Root}/mantle' token --subject {Subject} --audience {audience} --duration 86400 >'{TokenFile}'");

    /// <summary>The options of a certificate that is valid before and after the clocks go ahead.</summary>
    async Task<string> CertificateAsync()
    {
        var authority = new OutsideAuthority(folder);
        await authority.WriteAsync();
        await authority.WriteWorkloadAsync("web", isRsa: true);
        return await RolesAnywhere.OptionsAsync(root, folder);
    }

    /// <summary>A profile whose process has the root user's key in a file of its own, or a certificate.</summary>
    async Task WriteProfileAsync(string options)
    {
        Directory.CreateDirectory(Path.Combine(folder, ".aws"));
        await File.WriteAllTextAsync(
            Path.Combine(folder, ".aws", "config"),
            $"[default]\nregion = us-east-1\ncredential_process = env -u LD_PRELOAD {Repository.Root}/mantle credential-process "
                + $"--data {Data} {options}\n"
        );
    }

    /// <summary>Restarts the server on the same folder and port with its clock ahead; the other clocks go ahead too.</summary>
    async Task LaterAsync()
    {
        var address = new Uri(server.Endpoint).Authority;
        Assert.Equal(0, await server.TerminateAsync());
        server.Dispose();
        server = await MantleProcess.StartAsync(Data, "--listen", address, "--clock-offset", $"{Seconds}");
        await ClockFile.SetAsync(Clock, Seconds);
    }
}
