using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests;

/// <summary>An organization from the command line, with the unmodified AWS CLI and boto3.</summary>
[Trait("speed", "slow")]
public sealed class OrganizationTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("mantle-organization-").FullName;

    string Data => Path.Combine(folder, "data");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_aws_command_builds_an_organization_and_its_guardrails_hold()
    {
        Assert.SkipUnless(Shell.Has("aws"), "the aws command is not installed");
        using var server = await MantleProcess.StartAsync(Data);
        var admin = await AdminAsync(server);
        await admin.PrintsAsync("aws organizations create-organization --feature-set ALL");
        var root = await admin.PrintsAsync("aws organizations list-roots --query 'Roots[0].Id' --output text");
        var unit = await admin.PrintsAsync(
            $"aws organizations create-organizational-unit --parent-id {root} --name workloads --query OrganizationalUnit.Id --output text"
        );
        var request = await admin.PrintsAsync(
            "aws organizations create-account --account-name dev --email dev@example.com --query CreateAccountStatus.Id --output text"
        );
        var account = await admin.PrintsAsync(
            $"aws organizations describe-create-account-status --create-account-request-id {request} --query "
                + $"CreateAccountStatus.AccountId --output text"
        );
        await admin.PrintsAsync(
            $"aws organizations move-account --account-id {account} --source-parent-id {root} --destination-parent-id {unit}"
        );
        await admin.PrintsAsync($"aws organizations enable-policy-type --root-id {root} --policy-type SERVICE_CONTROL_POLICY");
        await File.WriteAllTextAsync(
            Path.Combine(admin.Home, "scp.json"),
            """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:CreateBucket","Resource":"*"}]}""",
            TestContext.Current.CancellationToken
        );
        var policy = await admin.PrintsAsync(
            "aws organizations create-policy --name guard --description guard --type SERVICE_CONTROL_POLICY --content "
                + "file://scp.json --query Policy.PolicySummary.Id --output text"
        );
        await admin.PrintsAsync($"aws organizations attach-policy --policy-id {policy} --target-id {unit}");
        Assert.Equal("2", await admin.PrintsAsync("aws organizations list-accounts --query 'length(Accounts)'"));
        Assert.Contains(
            "(DuplicatePolicyAttachmentException) when calling the AttachPolicy operation",
            await admin.FailsAsync($"aws organizations attach-policy --policy-id {policy} --target-id {unit}")
        );

        // A root user cannot assume a role, so a user of the management account does.
        await admin.PrintsAsync(
            "aws iam create-user --user-name ops && aws iam attach-user-policy --user-name ops --policy-arn "
                + "arn:aws:iam::aws:policy/AdministratorAccess"
        );
        var key = (
            await admin.PrintsAsync(
                "aws iam create-access-key --user-name ops --query 'AccessKey.[AccessKeyId,SecretAccessKey]' --output text"
            )
        ).Split('\t');
        admin.ExportCredentials(key[0], key[1]);
        var session = (
            await admin.PrintsAsync(
                $"aws sts assume-role --role-arn arn:aws:iam::{account}:role/OrganizationAccountAccessRole --role-session-name "
                    + $"ops --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text"
            )
        ).Split('\t');
        admin.ExportCredentials(session[0], session[1], session[2]);
        await admin.PrintsAsync("aws s3api list-buckets");
        Assert.Contains(
            "with an explicit deny in a service control policy",
            await admin.FailsAsync("aws s3api create-bucket --bucket forbidden-bucket")
        );
        Assert.Contains(
            "(AccessDeniedException) when calling the ListAccounts operation: You don't have permissions to access this resource.",
            await admin.FailsAsync("aws organizations list-accounts")
        );
        Assert.Equal(0, await server.TerminateAsync());
    }

    [Fact]
    public async Task Boto3_pages_through_accounts_and_reads_reasons_of_errors()
    {
        Assert.SkipUnless(
            (await Shell.RunAsync("python3 -c 'import boto3'", new Dictionary<string, string>(), folder)).Code == 0,
            "boto3 is not installed"
        );
        using var server = await MantleProcess.StartAsync(Data);
        var admin = await AdminAsync(server);
        await File.WriteAllTextAsync(
            Path.Combine(admin.Home, "story.py"),
            $$"""
            import boto3
            client = boto3.client("organizations", endpoint_url="{{server.Endpoint}}")
            organization = client.create_organization(FeatureSet="ALL")["Organization"]
            for number in range(25):
                status = client.create_account(AccountName=f"account {number}", Email=f"a{number}@example.com")["CreateAccountStatus"]
                described = client.describe_create_account_status(CreateAccountRequestId=status["Id"])
                assert described["CreateAccountStatus"]["State"] == "SUCCEEDED"
            accounts = [account for page in client.get_paginator("list_accounts").paginate() for account in page["Accounts"]]
            assert len(accounts) == len({account["Id"] for account in accounts}) == 26, accounts
            assert all(account["JoinedTimestamp"].year > 2000 for account in accounts)
            root = client.list_roots()["Roots"][0]["Id"]
            client.enable_policy_type(RootId=root, PolicyType="SERVICE_CONTROL_POLICY")
            try:
                client.detach_policy(PolicyId="p-FullAWSAccess", TargetId=root)
                raise SystemExit("the last policy was detached")
            except client.exceptions.ConstraintViolationException as error:
                assert error.response["Reason"] == "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED", error.response
            try:
                client.create_policy(Name="p", Description="", Type="SERVICE_CONTROL_POLICY", Content="nonsense")
                raise SystemExit("nonsense was taken for a policy")
            except client.exceptions.MalformedPolicyDocumentException:
                pass
            print("done")
            """,
            TestContext.Current.CancellationToken
        );
        Assert.Equal("done", await admin.PrintsAsync("python3 story.py"));
        Assert.Equal(0, await server.TerminateAsync());
    }

    async Task<Terminal> AdminAsync(MantleProcess server)
    {
        var root = await MantleProcess.CredentialsAsync(Data);
        var home = Directory.CreateDirectory(Path.Combine(folder, "admin")).FullName;
        var terminal = new Terminal(home, server.Endpoint);
        terminal.ExportCredentials(root.AccessKeyId, root.SecretAccessKey);
        return terminal;
    }
}
