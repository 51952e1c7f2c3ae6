using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests.Workloads;

/// <summary>An account with roles for workloads, and a terminal of its root user.</summary>
[Trait("speed", "slow")]
public abstract class WorkloadTest(LiveServer server) : IClassFixture<LiveServer>, IAsyncLifetime
{
    protected static string Mantle { get; } = $"'{Repository.Root}/mantle'";

    internal LiveServer Server => server;

    /// <summary>The account's root user, who may pass every role.</summary>
    internal Terminal Root { get; private set; } = null!;

    internal string Account { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(Shell.Has("aws"), "the aws command is not installed");
        Root = await server.NewAccountAsync();
        Account = await Root.PrintsAsync("aws sts get-caller-identity --query Account --output text");
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    internal string Role(string name) => $"arn:aws:iam::{Account}:role/{name}";

    internal string Session(string role, string name) => $"arn:aws:sts::{Account}:assumed-role/{role}/{name}";

    /// <summary>A role that a principal may assume, and that may list users.</summary>
    internal Task NewRoleAsync(string name, string principal) =>
        Root.PrintsAsync(
            $$$"""
            set -e
            aws iam create-role --role-name {{{name}}} --assume-role-policy-document '{"Version":"2012-10-17","Statement":[
                {"Effect":"Allow","Principal":{{{principal}}},"Action":["sts:AssumeRole","sts:TagSession"]}]}' >/dev/null
            aws iam put-role-policy --role-name {{{name}}} --policy-name users --policy-document '{"Version":"2012-10-17","Statement":[
                {"Effect":"Allow","Action":"iam:ListUsers","Resource":"*"}]}'
            """
        );

    internal Task NewServiceRoleAsync(string name, string service) => NewRoleAsync(name, $$"""{"Service":"{{service}}"}""");

    /// <summary>An instance profile with a role of the same name.</summary>
    internal async Task NewProfileAsync(string name)
    {
        await NewServiceRoleAsync(name, "ec2.amazonaws.com");
        await Root.PrintsAsync(
            $"""
            set -e
            aws iam create-instance-profile --instance-profile-name {name} >/dev/null
            aws iam add-role-to-instance-profile --instance-profile-name {name} --role-name {name}
            """
        );
    }

    /// <summary>A terminal of a new user with a policy.</summary>
    internal async Task<Terminal> NewUserAsync(string name, string policy)
    {
        var created = await Root.PrintsAsync(
            $"""
            set -e
            aws iam create-user --user-name {name} >/dev/null
            aws iam put-user-policy --user-name {name} --policy-name own --policy-document '{policy}'
            aws iam create-access-key --user-name {name} --query 'AccessKey.[AccessKeyId,SecretAccessKey]' --output text
            """
        );
        return server.NewTerminal(created.Split('\t')[0], created.Split('\t')[1]);
    }

    /// <summary>A terminal without any key: a workload's.</summary>
    internal Terminal NewWorkload()
    {
        var terminal = server.NewTerminal("x", "x");
        terminal.UnsetCredentials();
        return terminal;
    }

    /// <summary>The ARN in what a default client printed: bare, or as JSON.</summary>
    internal static string ArnIn(string output) =>
        output.StartsWith('{') ? System.Text.Json.JsonDocument.Parse(output).RootElement.GetProperty("arn").GetString()! : output;
}
