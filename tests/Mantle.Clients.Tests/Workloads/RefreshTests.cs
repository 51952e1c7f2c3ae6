using System.Text.Json;
using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests.Workloads;

/// <summary>
/// A client without a key gets new credentials by itself when its own expire: from the metadata service, from a container's endpoint, from
/// the agent of pod identity, from a profile's process, and from the endpoint of <c>exec --refresh</c>. The server restarts with its clock
/// ahead, and the clocks of client and helper follow.
/// </summary>
[Trait("speed", "slow")]
public sealed class RefreshTests : IAsyncLifetime
{
    /// <summary>Longer than six hours, which is how long a machine's credentials last.</summary>
    const int Seconds = 22_000;

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
    [InlineData("imds", "boto3")]
    [InlineData("imds", "javascript")]
    [InlineData("imds", "dotnet")]
    [InlineData("container", "boto3")]
    [InlineData("container", "javascript")]
    [InlineData("container", "dotnet")]
    [InlineData("pod", "boto3")]
    [InlineData("pod", "javascript")]
    [InlineData("pod", "dotnet")]
    [InlineData("process", "boto3")]
    [InlineData("process", "javascript")]
    [InlineData("process", "dotnet")]
    [InlineData("certificate", "boto3")]
    [InlineData("certificate", "javascript")]
    [InlineData("certificate", "dotnet")]
    [InlineData("outside", "boto3")]
    [InlineData("exec", "boto3")]
    [InlineData("exec", "javascript")]
    [InlineData("exec", "dotnet")]
    public async Task A_client_has_new_credentials_after_its_own_expired(string path, string client)
    {
        var program = await DefaultClients.ProgramAsync(client);
        using var helper = await HelperAsync(path);
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
        if (path == "imds")
            variables["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = helper!.Url;
        if (path is "container" or "outside")
            variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = helper!.Url;
        if (path == "pod")
        {
            variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = helper!.Url;
            variables["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = TokenFile;
        }
        if (path == "process")
            await WriteProfileAsync("--role web --service ec2.amazonaws.com");
        if (path == "certificate")
            await WriteProfileAsync(await CertificateAsync());
        if (path == "exec")
            program = $"'{Repository.Root}/mantle' exec --data '{Data}' --role web --service ec2.amazonaws.com --refresh -- {program}";
        using var running = Peer.Start("faketime", ["-f", "+0s", "bash", "-c", $"unset FAKETIME; exec {program}"], variables);
        var first = Read(await running.AskAsync());
        Assert.Contains(path is "certificate" or "outside" ? ":assumed-role/outside/" : ":assumed-role/web/", first.Arn);
        Assert.Equal(first, Read(await running.AskAsync()));
        await LaterAsync();
        var second = Read(await running.AskAsync());
        Assert.Equal(first.Arn.Split('/')[1], second.Arn.Split('/')[1]);
        Assert.NotEqual(first.Key, second.Key);
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

    /// <summary>The token lasts for a day, as that of a pod would be replaced.</summary>
    Task<string> AssociateAsync() =>
        root.PrintsAsync(
            $"""
            set -e
            aws eks create-pod-identity-association --cluster-name shop --namespace shop --service-account cart \
                --role-arn $(aws iam get-role --role-name web --query Role.Arn --output text) >/dev/null
            '{Repository.Root}/mantle' token --subject system:serviceaccount:shop:cart --audience pods.eks.amazonaws.com \
                --duration 86400 >'{TokenFile}'
            """
        );

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
