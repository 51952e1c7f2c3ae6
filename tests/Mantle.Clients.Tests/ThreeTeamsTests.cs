using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests;

/// <summary>
/// Three teams with developers of three grades, and one developer who borrows rights through a role, with the unmodified AWS CLI. For
/// services that Mantle does not have (EC2) the policy simulator is asked.
/// </summary>
[Trait("speed", "slow")]
public sealed class ThreeTeamsTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("mantle-teams-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_role_lends_what_no_group_of_the_developer_has()
    {
        Assert.SkipUnless(Shell.Has("aws"), "the aws command is not installed");
        using var server = await MantleProcess.StartAsync(Path.Combine(folder, "data"));
        var root = await MantleProcess.CredentialsAsync(Path.Combine(folder, "data"));
        var admin = NewTerminal("admin", server);
        admin.ExportCredentials(root.AccessKeyId, root.SecretAccessKey);

        await TeamsAsync(admin);
        await RightsRiseAsync(admin, root.AccountId);
        var before = await PoliciesOfGroupsAsync(admin);
        await AGroupIsNoPrincipalAsync(admin, root.AccountId);
        await TheRoleLendsEc2Async(admin, server, root.AccountId);
        Assert.Equal(before, await PoliciesOfGroupsAsync(admin));
    }

    static async Task TeamsAsync(Terminal admin)
    {
        await WriteAsync(
            admin,
            "dev1.json",
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:GetUser","iam:ListAccessKeys"],"Resource":"*"}]}"""
        );
        await WriteAsync(
            admin,
            "dev2.json",
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:Get*","iam:List*"],"Resource":"*"}]}"""
        );
        await WriteAsync(
            admin,
            "dev3.json",
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:Get*","iam:List*","iam:TagUser"],"Resource":"*"}]}"""
        );
        await admin.PrintsAsync(
            """
            set -e
            account=$(aws sts get-caller-identity --query Account --output text)
            for grade in 1 2 3; do
                aws iam create-policy --policy-name DEV$grade --policy-document file://dev$grade.json
                for team in FE BE INFRA; do
                    aws iam create-group --group-name $team$grade
                    aws iam attach-group-policy --group-name $team$grade --policy-arn arn:aws:iam::$account:policy/DEV$grade
                    aws iam create-user --user-name dev-$team$grade
                    aws iam add-user-to-group --group-name $team$grade --user-name dev-$team$grade
                done
                aws iam attach-group-policy --group-name INFRA$grade --policy-arn arn:aws:iam::aws:policy/AmazonS3FullAccess
            done
            aws iam attach-group-policy --group-name INFRA2 --policy-arn arn:aws:iam::aws:policy/AmazonEC2FullAccess
            """
        );
    }

    static async Task RightsRiseAsync(Terminal admin, string account)
    {
        foreach (
            var (user, action, allowed) in new[]
            {
                ("dev-FE1", "iam:GetUser", true),
                ("dev-FE1", "iam:ListRoles", false),
                ("dev-BE2", "iam:ListRoles", true),
                ("dev-BE2", "iam:TagUser", false),
                ("dev-BE3", "iam:TagUser", true),
                ("dev-BE3", "iam:CreateUser", false),
                ("dev-FE3", "s3:ListAllMyBuckets", false),
                ("dev-INFRA1", "s3:ListAllMyBuckets", true),
                ("dev-INFRA3", "s3:PutObject", true),
                ("dev-INFRA1", "ec2:RunInstances", false),
                ("dev-INFRA2", "ec2:RunInstances", true),
                ("dev-INFRA3", "ec2:RunInstances", false),
                ("dev-BE2", "ec2:RunInstances", false),
            }
        )
            Assert.Equal(allowed ? "allowed" : "implicitDeny", await DecisionAsync(admin, $"arn:aws:iam::{account}:user/{user}", action));
    }

    static async Task AGroupIsNoPrincipalAsync(Terminal admin, string account)
    {
        var group = $"arn:aws:iam::{account}:group/INFRA3";
        await WriteAsync(admin, "group.json", Trust(group));
        var error = await admin.FailsAsync("aws iam create-role --role-name ec2-operator --assume-role-policy-document file://group.json");
        Assert.Contains(
            $"(MalformedPolicyDocument) when calling the CreateRole operation: Invalid principal in policy: \"AWS\":\"{group}\"",
            error
        );
    }

    async Task TheRoleLendsEc2Async(Terminal admin, MantleProcess server, string account)
    {
        var role = $"arn:aws:iam::{account}:role/ec2-operator";
        await WriteAsync(admin, "trust.json", Trust($"arn:aws:iam::{account}:user/dev-INFRA3"));
        await admin.PrintsAsync(
            """
            set -e
            aws iam create-role --role-name ec2-operator --assume-role-policy-document file://trust.json
            aws iam attach-role-policy --role-name ec2-operator --policy-arn arn:aws:iam::aws:policy/AmazonEC2FullAccess
            """
        );
        var developer = await SignedInAsync(admin, server, "dev-INFRA3");
        await developer.PrintsAsync("aws s3 mb s3://infra-bucket");
        var neighbour = await SignedInAsync(admin, server, "dev-INFRA2");
        Assert.Contains(
            "(AccessDenied) when calling the AssumeRole operation",
            await neighbour.FailsAsync($"aws sts assume-role --role-arn {role} --role-session-name try")
        );

        var keys = (
            await developer.PrintsAsync(
                $"aws sts assume-role --role-arn {role} --role-session-name launch --query "
                    + $"'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text"
            )
        ).Split('\t');
        var borrowed = NewTerminal("borrowed", server);
        borrowed.ExportCredentials(keys[0], keys[1], keys[2]);
        Assert.Equal(
            $"arn:aws:sts::{account}:assumed-role/ec2-operator/launch",
            await borrowed.PrintsAsync("aws sts get-caller-identity --query Arn --output text")
        );
        Assert.Equal("allowed", await DecisionAsync(admin, role, "ec2:RunInstances"));
        Assert.Contains("(AccessDenied) when calling the ListBuckets operation", await borrowed.FailsAsync("aws s3 ls"));
        Assert.Contains(
            "(AccessDenied) when calling the GetUser operation",
            await borrowed.FailsAsync("aws iam get-user --user-name dev-INFRA3")
        );

        Assert.Contains("infra-bucket", await developer.PrintsAsync("aws s3 ls"));
        Assert.Equal("implicitDeny", await DecisionAsync(admin, $"arn:aws:iam::{account}:user/dev-INFRA3", "ec2:RunInstances"));
    }

    static Task<string> DecisionAsync(Terminal admin, string principal, string action) =>
        admin.PrintsAsync(
            $"aws iam simulate-principal-policy --policy-source-arn {principal} --action-names {action} --query "
                + $"'EvaluationResults[0].EvalDecision' --output text"
        );

    static Task<string> PoliciesOfGroupsAsync(Terminal admin) =>
        admin.PrintsAsync(
            "for team in FE BE INFRA; do for grade in 1 2 3; do aws iam list-attached-group-policies --group-name $team$grade "
                + "--output text; aws iam list-group-policies --group-name $team$grade --output text; done; done"
        );

    async Task<Terminal> SignedInAsync(Terminal admin, MantleProcess server, string user)
    {
        var key = (
            await admin.PrintsAsync(
                $"aws iam create-access-key --user-name {user} --query 'AccessKey.[AccessKeyId,SecretAccessKey]' --output text"
            )
        ).Split('\t');
        var terminal = NewTerminal(user, server);
        terminal.ExportCredentials(key[0], key[1]);
        return terminal;
    }

    static string Trust(string principal) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{principal}}"},"Action":"sts:AssumeRole"}]}""";

    static Task WriteAsync(Terminal terminal, string name, string text) => File.WriteAllTextAsync(Path.Combine(terminal.Home, name), text);

    Terminal NewTerminal(string name, MantleProcess server) =>
        new(Directory.CreateDirectory(Path.Combine(folder, name)).FullName, server.Endpoint);
}
