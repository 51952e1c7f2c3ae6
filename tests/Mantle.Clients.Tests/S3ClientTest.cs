using System.Text.Json;
using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests;

/// <summary>
/// A server with a bucket, a role that may use it, and a user of another account that may assume the role; for each test anew.
/// </summary>
public abstract class S3ClientTest : IAsyncLifetime
{
    private protected readonly string folder = Directory.CreateTempSubdirectory("mantle-s3-clients-").FullName;
    private protected MantleProcess server = null!;
    private protected Terminal owner = null!,
        teamAdmin = null!,
        team = null!;
    private protected string role = "",
        account = "",
        teamAccount = "";

    private protected string Data => Path.Combine(folder, "data");

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(Shell.Has("aws"), "the aws command is not installed");
        server = await MantleProcess.StartAsync(Data);
        var root = await MantleProcess.CredentialsAsync(Data);
        (owner, teamAdmin, team) = (NewTerminal("owner"), NewTerminal("admin"), NewTerminal("team"));
        owner.ExportCredentials(root.AccessKeyId, root.SecretAccessKey);
        using var created = JsonDocument.Parse(
            await owner.PrintsAsync($"'{Repository.Root}/mantle' account create team --data '{Data}' --format json")
        );
        string Text(string name) => created.RootElement.GetProperty(name).GetString()!;
        (account, teamAccount) = (root.AccountId, Text("AccountId"));
        teamAdmin.ExportCredentials(Text("AccessKeyId"), Text("SecretAccessKey"));
        role = $"arn:aws:iam::{account}:role/storage";
        await WriteAsync(
            teamAdmin,
            "assume.json",
            $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"{{role}}"}]}"""
        );
        var keys = (
            await teamAdmin.PrintsAsync(
                """
                set -e
                aws iam create-user --user-name dev >/dev/null
                aws iam put-user-policy --user-name dev --policy-name assume --policy-document file://assume.json
                aws iam create-access-key --user-name dev --query 'AccessKey.[AccessKeyId,SecretAccessKey]' --output text
                """
            )
        ).Split('\t');
        team.ExportCredentials(keys[0], keys[1]);
        await WriteAsync(
            owner,
            "trust.json",
            $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{teamAccount}}:user/dev"},
             "Action":"sts:AssumeRole"}]}
            """
        );
        await WriteAsync(
            owner,
            "storage.json",
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":["arn:aws:s3:::storage",
             "arn:aws:s3:::storage/*"]}]}
            """
        );
        await owner.PrintsAsync(
            """
            set -e
            aws iam create-role --role-name storage --assume-role-policy-document file://trust.json
            aws iam put-role-policy --role-name storage --policy-name storage --policy-document file://storage.json
            aws s3 mb s3://storage
            """
        );
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        server?.Dispose();
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private protected async Task<Terminal> AssumedAsync(string name)
    {
        var keys = await KeysAsync();
        var terminal = NewTerminal(name);
        terminal.ExportCredentials(keys[0], keys[1], keys[2]);
        return terminal;
    }

    private protected async Task<string[]> KeysAsync() =>
        (
            await team.PrintsAsync(
                $"aws sts assume-role --role-arn {role} --role-session-name client --query "
                    + $"'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text"
            )
        ).Split('\t');

    private protected Terminal NewTerminal(string name) =>
        new(Directory.CreateDirectory(Path.Combine(folder, name)).FullName, server.Endpoint);

    private protected static Task WriteAsync(Terminal terminal, string name, string text) =>
        File.WriteAllTextAsync(Path.Combine(terminal.Home, name), text);
}
