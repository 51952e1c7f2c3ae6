using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests;

/// <summary>The AWS provider with <c>assume_role</c>: Terraform works as a session of a role, within what the session allows.</summary>
[Trait("speed", "slow")]
public sealed class TerraformRoleTests(LiveServer server) : IClassFixture<LiveServer>
{
    [Fact]
    public async Task A_session_creates_and_destroys_within_its_policies()
    {
        var (admin, ci, account) = await AccountAsync();
        await RoleAsync(
            admin,
            "deploy",
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::ACCOUNT:user/ci"},
             "Action":["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"],"Condition":{
               "StringEquals":{"sts:ExternalId":"customer-7","sts:SourceIdentity":"jane","aws:RequestTag/team":"blue"},
               "ForAllValues:StringEquals":{"sts:TransitiveTagKeys":["team"],"aws:TagKeys":["team","stage"]}}}]}
            """.Replace("ACCOUNT", account),
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:*","iam:*"],"Resource":"*","Condition":{
              "StringEquals":{"aws:PrincipalTag/team":"blue","aws:PrincipalTag/stage":"test","aws:SourceIdentity":"jane"}}}]}
            """
        );
        var terraform = await Terraform.OpenAsync(ci, "role");
        var role = $"-var role_arn=arn:aws:iam::{account}:role/deploy";

        Assert.Equal((2, 0, 0), await terraform.ApplyAsync(role));
        Assert.Empty(await terraform.PlanAsync(role));
        Assert.Equal((0, 0, 0), await terraform.ApplyAsync(role));
        Assert.Equal($"\"arn:aws:sts::{account}:assumed-role/deploy/pipeline\"\n", await terraform.OutputAsync("caller"));
        Assert.Matches("^\"AROA[A-Z2-7]{17}:pipeline\"\n$", await terraform.OutputAsync("id"));
        Assert.Equal("1\n", await terraform.OutputAsync("roles"));
        Assert.Contains(
            "\"durationSeconds\":900,",
            await admin.PrintsAsync($"'{Repository.Root}/mantle' events --data '{server.Data}' --account {account} --format json")
        );
        Assert.Equal("made by a session", await admin.PrintsAsync($"aws s3 cp s3://releases-{account}/note.txt -"));

        await terraform.FailsAsync(
            $"apply -auto-approve -var beyond=true {role}",
            $"api error AccessDenied: User: arn:aws:sts::{account}:assumed-role/deploy/pipeline is not authorized to perform:"
                + $" iam:CreateUser on resource: arn:aws:iam::{account}:user/beyond because no session policy allows the"
                + " iam:CreateUser action"
        );
        await terraform.FailsAsync(
            $"plan -var external_id=other {role}",
            "api error AccessDenied: User: arn:aws:iam::"
                + $"{account}:user/ci is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::{account}:role/deploy"
        );

        await terraform.DestroyAsync(role);
        Assert.Empty(await terraform.ResourcesAsync());
        Assert.Equal("", await admin.PrintsAsync("aws s3 ls"));
        Assert.Equal("ci", await admin.PrintsAsync("aws iam list-users --query 'Users[].UserName' --output text"));
    }

    [Fact]
    public async Task A_chain_of_roles_passes_transitive_tags_on()
    {
        var (admin, ci, account) = await AccountAsync();
        await RoleAsync(
            admin,
            "first",
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::ACCOUNT:user/ci"},
             "Action":["sts:AssumeRole","sts:TagSession"]}]}
            """.Replace("ACCOUNT", account),
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["sts:AssumeRole","sts:TagSession"],"Resource":"*"}]}"""
        );
        await RoleAsync(
            admin,
            "second",
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::ACCOUNT:role/first"},
             "Action":["sts:AssumeRole","sts:TagSession"],"Condition":{"StringEquals":{"aws:PrincipalTag/team":"blue"}}}]}
            """.Replace("ACCOUNT", account),
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*",
             "Condition":{"StringEquals":{"aws:PrincipalTag/team":"blue"}}}]}
            """
        );
        var terraform = await Terraform.OpenAsync(ci, "role-chain");
        var roles = $"-var first_role=arn:aws:iam::{account}:role/first -var second_role=arn:aws:iam::{account}:role/second";

        await terraform.FailsAsync(
            $"apply -auto-approve -var 'transitive=[]' {roles}",
            $"api error AccessDenied: User: arn:aws:sts::{account}:assumed-role/second/second is not authorized to perform: s3:CreateBucket"
                + $" on resource: \"arn:aws:s3:::chained-{account}\" because no identity-based policy allows the s3:CreateBucket action"
        );
        Assert.Equal((1, 0, 0), await terraform.ApplyAsync(roles));
        Assert.Empty(await terraform.PlanAsync(roles));
        Assert.Equal($"\"arn:aws:sts::{account}:assumed-role/second/second\"\n", await terraform.OutputAsync("caller"));
        await terraform.DestroyAsync(roles);
        Assert.Equal("", await admin.PrintsAsync("aws s3 ls"));
    }

    /// <summary>A new account's root user, and a user <c>ci</c> without any permission.</summary>
    async Task<(Terminal Admin, Terminal Ci, string Account)> AccountAsync()
    {
        var admin = await server.NewAccountAsync();
        var keys = (
            await admin.PrintsAsync(
                """
                set -e
                aws iam create-user --user-name ci >/dev/null
                aws iam create-access-key --user-name ci --query 'AccessKey.[AccessKeyId,SecretAccessKey]' --output text
                """
            )
        ).Split('\t');
        var account = await admin.PrintsAsync("aws sts get-caller-identity --query Account --output text");
        return (admin, server.NewTerminal(keys[0], keys[1]), account);
    }

    static async Task RoleAsync(Terminal admin, string name, string trust, string policy)
    {
        await File.WriteAllTextAsync(Path.Combine(admin.Home, "trust.json"), trust, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(admin.Home, "policy.json"), policy, TestContext.Current.CancellationToken);
        await admin.PrintsAsync(
            $"""
            set -e
            aws iam create-role --role-name {name} --assume-role-policy-document file://trust.json
            aws iam put-role-policy --role-name {name} --policy-name own --policy-document file://policy.json
            """
        );
    }
}
