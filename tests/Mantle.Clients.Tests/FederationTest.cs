using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests;

/// <summary>A server that accepts http issuers, and its administrator; new for each test.</summary>
public abstract class FederationTest : IAsyncLifetime
{
    private protected readonly string folder = Directory.CreateTempSubdirectory("mantle-federation-").FullName;
    private protected MantleProcess server = null!;
    private protected Terminal admin = null!;
    private protected string account = "";

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(Shell.Has("aws"), "the aws command is not installed");
        var data = Path.Combine(folder, "data");
        server = await MantleProcess.StartAsync(data, "--allow-http-issuers", "--allow-private-issuers");
        var root = await MantleProcess.CredentialsAsync(data);
        account = root.AccountId;
        var home = Path.Combine(folder, "admin");
        Directory.CreateDirectory(home);
        admin = new Terminal(home, server.Endpoint);
        admin.ExportCredentials(root.AccessKeyId, root.SecretAccessKey);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        server?.Dispose();
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private protected AmazonSecurityTokenServiceConfig Config => new() { ServiceURL = server.Endpoint, AuthenticationRegion = "us-east-1" };

    private protected async Task TrustAsync(string role, string provider, string action, string condition)
    {
        await File.WriteAllTextAsync(
            Path.Combine(admin.Home, "trust.json"),
            $$$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
              "Principal":{"Federated":"arn:aws:iam::{{{account}}}:{{{provider}}}"},
              "Action":"{{{action}}}","Condition":{"StringEquals":{ {{{condition}}} } } } ] }
            """,
            TestContext.Current.CancellationToken
        );
        await admin.PrintsAsync($"aws iam create-role --role-name {role} --assume-role-policy-document file://trust.json");
    }

    private protected async Task<string> WhoAsync(Credentials credentials)
    {
        using var sts = new AmazonSecurityTokenServiceClient(credentials, Config);
        return (await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), TestContext.Current.CancellationToken)).Arn;
    }

    private protected static async Task<string> NodeAsync(string arguments)
    {
        var (code, output, error) = await Shell.RunAsync($"node {arguments}", folder: Peer.Folder);
        Assert.True(code == 0, error);
        return output;
    }
}
