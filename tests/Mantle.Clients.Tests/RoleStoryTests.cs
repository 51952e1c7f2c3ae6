using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests;

/// <summary>
/// The main job, with the unmodified AWS CLI against a server started from the command line: a developer without rights
/// assumes a role, uses it, and is without rights again.
/// </summary>
[Trait("speed", "slow")]
public sealed class RoleStoryTests : IDisposable
{
    const string Role = "S3BucketListReadOnlyRole";

    readonly string folder = Directory.CreateTempSubdirectory("mantle-story-").FullName;

    string Data => Path.Combine(folder, "data");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_role_lends_its_rights_and_takes_them_back()
    {
        Assert.SkipUnless(Shell.Has("aws"), "the aws command is not installed");
        var server = await MantleProcess.StartAsync(Data);
        try
        {
            var root = await MantleProcess.CredentialsAsync(Data);
            var admin = NewTerminal("admin", server);
            admin.ExportCredentials(root.AccessKeyId, root.SecretAccessKey);
            var developer = NewTerminal("developer", server);
            var roleArn = $"arn:aws:iam::{root.AccountId}:role/{Role}";

            await AUserWithoutRightsAsync(admin, developer);
            await ARoleThatDoesNotTrustAsync(admin, developer, roleArn);
            await TrustAsync(admin, developer, roleArn);
            await UseAsync(admin, developer, roleArn);

            await server.KillAsync();
            server.Dispose();
            server = await MantleProcess.StartAsync(Data);
            admin.Endpoint = developer.Endpoint = server.Endpoint;
            await EverythingIsStillThereAsync(admin, developer, roleArn);

            Assert.Equal(0, await server.TerminateAsync());
            server.Dispose();
            server = await MantleProcess.StartAsync(Data, "--clock-offset", "4000");
            developer.Endpoint = server.Endpoint;
            await TheSessionHasExpiredAsync(developer);
        }
        finally
        {
            server.Dispose();
        }
    }

    static async Task AUserWithoutRightsAsync(Terminal admin, Terminal developer)
    {
        await admin.PrintsAsync("aws iam create-user --user-name developer && aws iam create-user --user-name someone-else");
        var key = (
            await admin.PrintsAsync(
                "aws iam create-access-key --user-name developer --query 'AccessKey.[AccessKeyId,SecretAccessKey]' --output text"
            )
        ).Split('\t');
        await developer.PrintsAsync($"printf '%s\\n' {key[0]} {key[1]} us-east-1 json | aws configure --profile developer");
        await admin.PrintsAsync(
            "echo hello > file.txt && aws s3 mb s3://sample-bucket && aws s3 cp file.txt s3://sample-bucket/folder/file.txt"
        );

        Assert.Contains(
            "(AccessDenied) when calling the ListBuckets operation:",
            await developer.FailsAsync("aws s3 ls --profile developer")
        );
    }

    static async Task ARoleThatDoesNotTrustAsync(Terminal admin, Terminal developer, string roleArn)
    {
        var account = roleArn.Split(':')[4];
        await File.WriteAllTextAsync(Path.Combine(admin.Home, "trust.json"), Trust($"arn:aws:iam::{account}:user/someone-else"));
        await File.WriteAllTextAsync(
            Path.Combine(admin.Home, "list.json"),
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:ListAllMyBuckets","s3:ListBucket"],"Resource":"*"}]}"""
        );
        await admin.PrintsAsync($"aws iam create-role --role-name {Role} --assume-role-policy-document file://trust.json");
        await admin.PrintsAsync($"aws iam put-role-policy --role-name {Role} --policy-name list --policy-document file://list.json");
        var denial = await developer.FailsAsync($"aws sts assume-role --profile developer --role-arn {roleArn} --role-session-name story");
        Assert.Contains(
            $"(AccessDenied) when calling the AssumeRole operation: User: arn:aws:iam::{account}:user/developer is not "
                + $"authorized to perform: sts:AssumeRole on resource: {roleArn}",
            denial
        );
    }

    static async Task TrustAsync(Terminal admin, Terminal developer, string roleArn)
    {
        var account = roleArn.Split(':')[4];
        var assume = $"aws sts assume-role --profile developer --role-arn {roleArn} --role-session-name story";

        // First the other case: the trust policy names the account, and a policy of the user allows the call.
        await File.WriteAllTextAsync(Path.Combine(admin.Home, "trust.json"), Trust($"arn:aws:iam::{account}:root"));
        await File.WriteAllTextAsync(
            Path.Combine(admin.Home, "assume.json"),
            $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"{{roleArn}}"}]}"""
        );
        await admin.PrintsAsync($"aws iam update-assume-role-policy --role-name {Role} --policy-document file://trust.json");
        await developer.FailsAsync(assume);
        var policy = await admin.PrintsAsync(
            "aws iam create-policy --policy-name may-assume --policy-document file://assume.json --query Policy.Arn --output text"
        );
        await admin.PrintsAsync($"aws iam attach-user-policy --user-name developer --policy-arn {policy}");
        Assert.Contains($"arn:aws:sts::{account}:assumed-role/{Role}/story", await developer.PrintsAsync(assume));
        await admin.PrintsAsync($"aws iam detach-user-policy --user-name developer --policy-arn {policy}");
        await developer.FailsAsync(assume);

        await File.WriteAllTextAsync(
            Path.Combine(admin.Home, "trust.json"),
            Trust($"arn:aws:iam::{account}:user/someone-else", $"arn:aws:iam::{account}:user/developer")
        );
        await admin.PrintsAsync($"aws iam update-assume-role-policy --role-name {Role} --policy-document file://trust.json");
        Assert.Equal(
            $"arn:aws:sts::{account}:assumed-role/{Role}/story",
            await developer.PrintsAsync($"{assume} --query AssumedRoleUser.Arn --output text")
        );
    }

    static async Task UseAsync(Terminal admin, Terminal developer, string roleArn)
    {
        var account = roleArn.Split(':')[4];
        var credentials = (
            await developer.PrintsAsync(
                $"aws sts assume-role --profile developer --role-arn {roleArn} --role-session-name story --query "
                    + $"'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text"
            )
        ).Split('\t');
        developer.ExportCredentials(credentials[0], credentials[1], credentials[2]);
        await ARoleSessionMayListAndNothingElseAsync(developer, account);

        await admin.PrintsAsync($"aws iam delete-role-policy --role-name {Role} --policy-name list");
        Assert.Contains("(AccessDenied)", await developer.FailsAsync("aws s3 ls"));
        await admin.PrintsAsync(
            $"aws iam attach-role-policy --role-name {Role} --policy-arn arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
        );
        await ARoleSessionMayListAndNothingElseAsync(developer, account);
        Assert.Equal("hello", await developer.PrintsAsync("aws s3 cp s3://sample-bucket/folder/file.txt -"));

        developer.UnsetCredentials();
        Assert.Contains("(AccessDenied)", await developer.FailsAsync("aws s3 ls --profile developer"));
        Assert.Equal(
            $"arn:aws:iam::{account}:user/developer",
            await developer.PrintsAsync("aws sts get-caller-identity --profile developer --query Arn --output text")
        );

        await AScriptExportsThemAsync(developer, roleArn);
        await AProfileDoesTheSameAsync(developer, roleArn);
        developer.ExportCredentials(credentials[0], credentials[1], credentials[2]);
    }

    static async Task ARoleSessionMayListAndNothingElseAsync(Terminal developer, string account)
    {
        Assert.EndsWith("sample-bucket", await developer.PrintsAsync("aws s3 ls"));
        Assert.EndsWith("file.txt", await developer.PrintsAsync("aws s3 ls s3://sample-bucket/folder/"));
        Assert.Equal(
            $"arn:aws:sts::{account}:assumed-role/{Role}/story",
            await developer.PrintsAsync("aws sts get-caller-identity --query Arn --output text")
        );
        Assert.Contains("(AccessDenied)", await developer.FailsAsync("echo no > no.txt; aws s3 cp no.txt s3://sample-bucket/no.txt"));
    }

    static async Task AScriptExportsThemAsync(Terminal developer, string roleArn)
    {
        var printed = await developer.PrintsAsync(
            $"""
            read -r AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN < <(
                aws sts assume-role --profile developer --role-arn {roleArn} --role-session-name script \
                 --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text)
            export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
            aws s3 ls && aws sts get-caller-identity --query Arn --output text
            unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
            aws s3 ls --profile developer 2>&1 || true
            """
        );
        Assert.Contains("sample-bucket", printed);
        Assert.Contains($"assumed-role/{Role}/script", printed);
        Assert.Contains("(AccessDenied)", printed);
    }

    static async Task AProfileDoesTheSameAsync(Terminal developer, string roleArn)
    {
        await developer.PrintsAsync(
            $"""
            aws configure set --profile lent role_arn {roleArn}
            aws configure set --profile lent source_profile developer
            aws configure set --profile lent region us-east-1
            aws configure set --profile lent endpoint_url {developer.Endpoint}
            """
        );
        // The call that assumes the role is made by the CLI itself, to the endpoint in its environment.
        developer.Export("AWS_ENDPOINT_URL", developer.Endpoint);
        var (code, output, error) = await developer.RunAsync("aws s3 ls --profile lent");
        Assert.SkipWhen(
            code != 0 && error.Contains("Could not connect", StringComparison.Ordinal),
            "this aws command predates AWS_ENDPOINT_URL"
        );
        Assert.True(code == 0, error);
        Assert.EndsWith("sample-bucket", output.TrimEnd());
    }

    static async Task EverythingIsStillThereAsync(Terminal admin, Terminal developer, string roleArn)
    {
        Assert.Equal("developer\tsomeone-else", await admin.PrintsAsync("aws iam list-users --query 'Users[].UserName' --output text"));
        Assert.Equal("hello", await admin.PrintsAsync("aws s3 cp s3://sample-bucket/folder/file.txt -"));
        await ARoleSessionMayListAndNothingElseAsync(developer, roleArn.Split(':')[4]);
    }

    static async Task TheSessionHasExpiredAsync(Terminal developer)
    {
        Assert.SkipUnless(Shell.Has("faketime"), "faketime is not installed, so the client's clock cannot follow the server's");
        var error = await developer.FailsAsync(
            $"command faketime -f +4000s aws --endpoint-url {developer.Endpoint} sts get-caller-identity"
        );
        Assert.Contains("(ExpiredToken)", error);
    }

    Terminal NewTerminal(string name, MantleProcess server)
    {
        var home = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        return new Terminal(home, server.Endpoint);
    }

    static string Trust(params string[] users)
    {
        var quoted = string.Join(',', users.Select(user => $"\"{user}\""));
        return $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":[{{quoted}}],"Service":"ec2.amazonaws.com"},
              "Action":"sts:AssumeRole"}]}
            """;
    }
}
