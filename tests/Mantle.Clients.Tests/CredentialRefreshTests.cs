using System.Text.Json;
using Amazon;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests;

/// <summary>
/// A client whose credentials expire while it runs gets new ones by itself: from a profile with a role, and from a web identity token in a
/// file that is replaced before it expires, as in a Kubernetes pod. The server restarts with its clock ahead, and the clients' clocks
/// follow.
/// </summary>
[Trait("speed", "slow")]
[Collection(Name)]
public sealed class CredentialRefreshTests : IAsyncLifetime
{
    public const string Name = "process-wide clock";

    /// <summary>Longer than the hour that a session lasts by default.</summary>
    const int Seconds = 4000;

    readonly string folder = Directory.CreateTempSubdirectory("mantle-refresh-").FullName;
    readonly Dictionary<string, string> variables = [];
    MantleProcess server = null!;
    Peer issuer = null!;
    string account = "",
        key = "",
        secret = "",
        laterToken = "";

    string Data => Path.Combine(folder, "data");

    string TokenFile => Path.Combine(folder, "token");

    string Role(string name) => $"arn:aws:iam::{account}:role/{name}";

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(Shell.Has("aws"), "the aws command is not installed");
        Peer.Need();
        server = await MantleProcess.StartAsync(Data, "--allow-http-issuers", "--allow-private-issuers");
        issuer = Peer.Start("node", ["issuer.mjs", $"{Seconds}"]);
        var tokens = await issuer.ReadAsync();
        laterToken = tokens.GetProperty("later").GetString()!;
        await File.WriteAllTextAsync(TokenFile, tokens.GetProperty("token").GetString());
        await RolesAsync(tokens.GetProperty("issuer").GetString()!);
    }

    public ValueTask DisposeAsync()
    {
        issuer?.Dispose();
        server?.Dispose();
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("node", "refresh.mjs")]
    [InlineData("python3", "refresh.py")]
    public async Task A_running_script_gets_new_credentials_when_its_own_expire(string program, string script)
    {
        Assert.SkipUnless(Shell.Has("faketime"), "faketime is not installed, so the client's clock cannot follow the server's");
        if (program == "python3")
            await LiveServer.NeedBoto3Async();
        var clock = Path.Combine(folder, "clock");
        await ClockFile.SetAsync(clock, 0);
        // faketime preloads its library. Without FAKETIME in the environment, the library reads the file whenever the program reads the
        // clock.
        var environment = new Dictionary<string, string>(variables) { ["FAKETIME_TIMESTAMP_FILE"] = clock, ["FAKETIME_NO_CACHE"] = "1" };
        using var client = Peer.Start(
            "faketime",
            ["-f", "+0s", "bash", "-c", $"unset FAKETIME; exec {program} '{LiveServer.Scripts}/{script}'"],
            environment
        );

        var first = Read(await client.AskAsync());
        Assert.Equal(first, Read(await client.AskAsync()));
        await LaterAsync();
        await ClockFile.SetAsync(clock, Seconds);
        AssertRefreshed(first, Read(await client.AskAsync()));
    }

    [Fact]
    public async Task The_DotNet_SDK_gets_new_credentials_when_its_own_expire()
    {
        var changed = new Dictionary<string, string> { ["AWS_ENDPOINT_URL_STS"] = server.Endpoint, ["AWS_REGION"] = "us-east-1" };
        foreach (var (name, value) in changed)
            Environment.SetEnvironmentVariable(name, value);
        try
        {
            using var lent = new AssumeRoleAWSCredentials(new BasicAWSCredentials(key, secret), Role("lent"), "app");
            using var web = new AssumeRoleWithWebIdentityCredentials(TokenFile, Role("web"), "app");
            var first = await AskAsync(lent, web);
            Assert.Equal(first, await AskAsync(lent, web));
            await LaterAsync();
            AWSConfigs.ManualClockCorrection = TimeSpan.FromSeconds(Seconds);
            AssertRefreshed(first, await AskAsync(lent, web));
        }
        finally
        {
            AWSConfigs.ManualClockCorrection = null;
            foreach (var name in changed.Keys)
                Environment.SetEnvironmentVariable(name, null);
        }
    }

    async Task<(string Arn, string Key)[]> AskAsync(params AWSCredentials[] providers)
    {
        var answers = new List<(string, string)>();
        foreach (var provider in providers)
        {
            using var sts = new AmazonSecurityTokenServiceClient(
                provider,
                new AmazonSecurityTokenServiceConfig { ServiceURL = server.Endpoint, AuthenticationRegion = "us-east-1" }
            );
            var identity = await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), TestContext.Current.CancellationToken);
            answers.Add((identity.Arn, (await provider.GetCredentialsAsync()).AccessKey));
        }
        return [.. answers];
    }

    static (string Arn, string Key)[] Read(JsonElement answers) =>
        [.. answers.EnumerateArray().Select(answer => (answer.GetProperty("arn").GetString()!, answer.GetProperty("key").GetString()!))];

    void AssertRefreshed((string Arn, string Key)[] first, (string Arn, string Key)[] second)
    {
        Assert.Equal(2, first.Length);
        Assert.All(
            first.Zip(["lent", "web"]),
            pair => Assert.StartsWith($"arn:aws:sts::{account}:assumed-role/{pair.Second}/", pair.First.Arn, StringComparison.Ordinal)
        );
        Assert.Equal(first.Select(answer => answer.Arn.Split('/')[1]), second.Select(answer => answer.Arn.Split('/')[1]));
        Assert.All(first.Zip(second), pair => Assert.NotEqual(pair.First.Key, pair.Second.Key));
    }

    /// <summary>Restarts the server on the same folder and port with its clock ahead, and replaces the token in the file.</summary>
    async Task LaterAsync()
    {
        var address = new Uri(server.Endpoint).Authority;
        Assert.Equal(0, await server.TerminateAsync());
        server.Dispose();
        server = await MantleProcess.StartAsync(
            Data,
            "--allow-http-issuers",
            "--allow-private-issuers",
            "--listen",
            address,
            "--clock-offset",
            $"{Seconds}"
        );
        await File.WriteAllTextAsync(TokenFile, laterToken);
    }

    /// <summary>
    /// A role that the user <c>app</c> may assume, and one for the service account of that name; the variables and profile that lead to
    /// them.
    /// </summary>
    async Task RolesAsync(string url)
    {
        var root = await MantleProcess.CredentialsAsync(Data);
        account = root.AccountId;
        var admin = new Terminal(folder, server.Endpoint);
        admin.ExportCredentials(root.AccessKeyId, root.SecretAccessKey);
        var provider = url["http://".Length..];
        await TrustAsync("lent.json", $$"""{"AWS":"arn:aws:iam::{{account}}:user/app"},"Action":"sts:AssumeRole" """);
        await TrustAsync(
            "web.json",
            $$$"""
            {"Federated":"arn:aws:iam::{{{account}}}:oidc-provider/{{{provider}}}"},"Action":"sts:AssumeRoleWithWebIdentity",
            "Condition":{"StringEquals":{"{{{provider}}}:sub":"system:serviceaccount:default:app","{{{provider}}}:aud":"sts.amazonaws.com"}}
            """
        );
        var created = (
            await admin.PrintsAsync(
                $"""
                set -e
                aws iam create-user --user-name app >/dev/null
                aws iam create-open-id-connect-provider --url {url} --client-id-list sts.amazonaws.com >/dev/null
                for role in lent web; do
                    aws iam create-role --role-name $role --assume-role-policy-document file://$role.json >/dev/null
                done
                aws iam create-access-key --user-name app --query 'AccessKey.[AccessKeyId,SecretAccessKey]' --output text
                """
            )
        ).Split('\t');
        (key, secret) = (created[0], created[1]);
        var config = Path.Combine(folder, "config");
        await File.WriteAllTextAsync(
            config,
            $"""
            [profile base]
            aws_access_key_id = {key}
            aws_secret_access_key = {secret}
            [profile role]
            role_arn = {Role("lent")}
            source_profile = base
            """
        );
        foreach (
            var (name, value) in new[]
            {
                ("HOME", folder),
                ("AWS_CONFIG_FILE", config),
                ("AWS_WEB_IDENTITY_TOKEN_FILE", TokenFile),
                ("AWS_ROLE_ARN", Role("web")),
                ("AWS_ROLE_SESSION_NAME", "app"),
                ("AWS_ENDPOINT_URL", server.Endpoint),
                ("AWS_REGION", "us-east-1"),
                ("AWS_DEFAULT_REGION", "us-east-1"),
                ("NODE_NO_WARNINGS", "1"),
                ("PYTHONDONTWRITEBYTECODE", "1"),
            }
        )
            variables[name] = value;
    }

    Task TrustAsync(string name, string statement) =>
        File.WriteAllTextAsync(
            Path.Combine(folder, name),
            $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{{statement}}}]}"""
        );
}

/// <summary>The .NET SDK has one clock for the whole process, so no other test runs at the same time.</summary>
[CollectionDefinition(CredentialRefreshTests.Name, DisableParallelization = true)]
public sealed class ProcessClockCollection;
