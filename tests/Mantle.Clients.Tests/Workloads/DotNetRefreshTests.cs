using Amazon;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests.Workloads;

/// <summary>
/// The AWS SDK for .NET gets new credentials by itself when its own expire, on each path that a workload has. It has one clock and one
/// environment for the whole process, so no other test runs at the same time.
/// </summary>
[Trait("speed", "slow")]
[Collection(CredentialRefreshTests.Name)]
public sealed class DotNetRefreshTests : IAsyncLifetime
{
    /// <summary>Longer than six hours, which is how long a machine's credentials last.</summary>
    const int Seconds = 22_000;

    readonly string folder = Directory.CreateTempSubdirectory("mantle-dotnet-").FullName;
    readonly List<Helper> helpers = [];
    MantleProcess server = null!;
    Terminal root = null!;

    string Data => Path.Combine(folder, "data");

    string Clock => Path.Combine(folder, "clock");

    string TokenFile => Path.Combine(folder, "token");

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(Shell.Has("aws"), "the aws command is not installed");
        Assert.SkipUnless(Shell.Has("faketime"), "faketime is not installed, so the helpers' clocks cannot follow the server's");
        server = await MantleProcess.StartAsync(Data);
        var credentials = await MantleProcess.CredentialsAsync(Data);
        root = new Terminal(folder, server.Endpoint);
        root.ExportCredentials(credentials.AccessKeyId, credentials.SecretAccessKey);
        LiveServer.ExportSettings(root);
        await ClockFile.SetAsync(Clock, 0);
        await root.PrintsAsync(
            $$$"""
            set -e
            aws iam create-role --role-name web --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                "Principal":{"Service":["ecs-tasks.amazonaws.com","pods.eks.amazonaws.com","lambda.amazonaws.com"]},
                "Action":["sts:AssumeRole","sts:TagSession"]}]}' >/dev/null
            aws eks create-pod-identity-association --cluster-name shop --namespace shop --service-account cart \
                --role-arn $(aws iam get-role --role-name web --query Role.Arn --output text) >/dev/null
            '{{{Repository.Root}}}/mantle' token --subject system:serviceaccount:shop:cart --audience pods.eks.amazonaws.com \
                --duration 86400 >'{{{TokenFile}}}'
            """
        );
    }

    public ValueTask DisposeAsync()
    {
        helpers.ForEach(helper => helper.Dispose());
        server?.Dispose();
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("container")]
    [InlineData("pod")]
    [InlineData("process")]
    public async Task It_has_new_credentials_after_its_own_expired(string path)
    {
        var variables = new Dictionary<string, string> { ["AWS_REGION"] = "us-east-1" };
        if (path == "container")
            variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = await StartAsync(
                "container --role web --service ecs-tasks.amazonaws.com --listen 127.0.0.1:0"
            );
        if (path == "pod")
        {
            variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = await StartAsync("pod-identity --cluster shop --listen 127.0.0.1:0");
            variables["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = TokenFile;
        }
        foreach (var (name, value) in variables)
            Environment.SetEnvironmentVariable(name, value);
        try
        {
            AWSCredentials credentials = path == "process" ? new ProcessAWSCredentials(Process) : new GenericContainerCredentials();
            var first = await AskAsync(credentials);
            Assert.Contains(":assumed-role/web/", first.Arn);
            Assert.Equal(first, await AskAsync(credentials));
            await LaterAsync();
            AWSConfigs.ManualClockCorrection = TimeSpan.FromSeconds(Seconds);
            var second = await AskAsync(credentials);
            Assert.Contains(":assumed-role/web/", second.Arn);
            Assert.NotEqual(first.Key, second.Key);
        }
        finally
        {
            AWSConfigs.ManualClockCorrection = null;
            foreach (var name in variables.Keys)
                Environment.SetEnvironmentVariable(name, null);
        }
    }

    string Process => $"{Repository.Root}/mantle credential-process --data {Data} --role web --service lambda.amazonaws.com";

    async Task<string> StartAsync(string arguments)
    {
        helpers.Add(await Helper.StartAsync(root, arguments, Clock));
        return helpers[^1].Url;
    }

    async Task<(string Arn, string Key)> AskAsync(AWSCredentials credentials)
    {
        using var sts = new AmazonSecurityTokenServiceClient(
            credentials,
            new AmazonSecurityTokenServiceConfig { ServiceURL = server.Endpoint, AuthenticationRegion = "us-east-1" }
        );
        var identity = await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), TestContext.Current.CancellationToken);
        return (identity.Arn, (await credentials.GetCredentialsAsync()).AccessKey);
    }

    /// <summary>Restarts the server on the same folder and port with its clock ahead; the helpers' clocks follow.</summary>
    async Task LaterAsync()
    {
        var address = new Uri(server.Endpoint).Authority;
        Assert.Equal(0, await server.TerminateAsync());
        server.Dispose();
        server = await MantleProcess.StartAsync(Data, "--listen", address, "--clock-offset", $"{Seconds}");
        await ClockFile.SetAsync(Clock, Seconds);
    }
}
