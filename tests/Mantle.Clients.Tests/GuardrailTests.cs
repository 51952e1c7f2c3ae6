using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests;

/// <summary>
/// Guardrails of an organization with three levels of units, with the unmodified AWS CLI: from the next call on, the policies of each level
/// apply to the IAM, STS and S3 calls of a member account, its root user included.
/// </summary>
[Trait("speed", "slow")]
public sealed class GuardrailTests(LiveServer server) : IClassFixture<LiveServer>
{
    Terminal management = null!,
        root = null!,
        user = null!;
    string organizationRoot = "",
        account = "";

    [Fact]
    public async Task Policies_at_three_levels_of_units_hold_for_every_call_of_a_member()
    {
        Assert.SkipUnless(Shell.Has("aws"), "the aws command is not installed");
        management = await server.ManagementAsync();
        organizationRoot = await management.PrintsAsync(
            """
            set -e
            aws organizations create-organization --feature-set ALL >/dev/null
            root=$(aws organizations list-roots --query 'Roots[0].Id' --output text)
            for type in SERVICE_CONTROL_POLICY RESOURCE_CONTROL_POLICY; do
                aws organizations enable-policy-type --root-id $root --policy-type $type >/dev/null
            done
            echo $root
            """
        );
        var units = await UnitsAsync();
        await MemberAsync(units[2]);

        await ServiceControlAsync(units);
        await AllowListAsync(units[1]);
        await ResourceControlAsync(units);
    }

    async Task<string[]> UnitsAsync() =>
        (
            await management.PrintsAsync(
                $"""
                set -e
                parent={organizationRoot}
                for level in one two three; do
                    parent=$(aws organizations create-organizational-unit --parent-id $parent --name $level \
                        --query OrganizationalUnit.Id --output text)
                    echo $parent
                done
                """
            )
        ).Split('\n');

    /// <summary>
    /// A member in the lowest unit, with a user that may do everything, a bucket with an object, and a role that other accounts may assume.
    /// </summary>
    async Task MemberAsync(string unit)
    {
        root = await server.NewAccountAsync("--organization");
        account = await root.PrintsAsync("aws sts get-caller-identity --query Account --output text");
        await management.PrintsAsync(
            $"aws organizations move-account --account-id {account} --source-parent-id {organizationRoot} --destination-parent-id {unit}"
        );
        Assert.Equal(
            account,
            await management.PrintsAsync(
                $"aws organizations list-accounts-for-parent --parent-id {unit} --query 'Accounts[].Id' --output text"
            )
        );
        await WriteAsync(
            root,
            "trust.json",
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}"""
        );
        var key = (
            await root.PrintsAsync(
                $"""
                set -e
                aws iam create-user --user-name dev >/dev/null
                aws iam attach-user-policy --user-name dev --policy-arn arn:aws:iam::aws:policy/AdministratorAccess
                aws iam create-role --role-name open --assume-role-policy-document file://trust.json >/dev/null
                aws s3 mb s3://data-{account} >/dev/null
                echo hello | aws s3 cp - s3://data-{account}/file.txt
                aws iam create-access-key --user-name dev --query 'AccessKey.[AccessKeyId,SecretAccessKey]' --output text
                """
            )
        ).Split('\t');
        user = server.NewTerminal(key[0], key[1]);
    }

    async Task ServiceControlAsync(string[] units)
    {
        (string Action, string Call)[] levels =
        [
            ("s3:CreateBucket", $"aws s3api create-bucket --bucket more-{account}"),
            ("iam:ListUsers", "aws iam list-users"),
            ("sts:GetFederationToken", "aws sts get-federation-token --name guest"),
        ];
        var policies = new List<string>();
        foreach (var (level, unit) in levels.Zip(units))
            policies.Add(
                await AttachAsync("SERVICE_CONTROL_POLICY", $$"""[{"Effect":"Deny","Action":"{{level.Action}}","Resource":"*"}]""", unit)
            );
        foreach (var (action, call) in levels)
        foreach (var (who, arn) in new[] { (root, "root"), (user, "user/dev") })
            AssertDenied(
                await who.FailsAsync(call),
                $"User: arn:aws:iam::{account}:{arn} is not authorized to perform: {action} on resource: ",
                "with an explicit deny in a service control policy"
            );
        await management.PrintsAsync("set -e; aws iam list-users; aws sts get-federation-token --name guest");

        foreach (var (policy, unit) in policies.Zip(units))
            await management.PrintsAsync($"aws organizations detach-policy --policy-id {policy} --target-id {unit}");
        await root.PrintsAsync("set -e; aws iam list-users; aws sts get-federation-token --name guest");
    }

    /// <summary>Without FullAWSAccess a level allows only what its policies do.</summary>
    async Task AllowListAsync(string unit)
    {
        var policy = await AttachAsync("SERVICE_CONTROL_POLICY", """[{"Effect":"Allow","Action":["s3:*","sts:*"],"Resource":"*"}]""", unit);
        await management.PrintsAsync($"aws organizations detach-policy --policy-id p-FullAWSAccess --target-id {unit}");
        foreach (var who in new[] { root, user })
        {
            await who.PrintsAsync("aws s3api list-buckets");
            AssertDenied(
                await who.FailsAsync("aws iam list-users"),
                "iam:ListUsers",
                "because no service control policy allows the iam:ListUsers action"
            );
        }
        await management.PrintsAsync(
            $"set -e; aws organizations attach-policy --policy-id p-FullAWSAccess --target-id {unit}; aws organizations "
                + $"detach-policy --policy-id {policy} --target-id {unit}"
        );
    }

    /// <summary>
    /// Resource control policies on the member's resources apply to every caller: its root user, and users of other accounts.
    /// </summary>
    async Task ResourceControlAsync(string[] units)
    {
        var stranger = await UserOfAsync(await server.NewAccountAsync());
        var colleague = await UserOfAsync(management);
        var assume = $"aws sts assume-role --role-arn arn:aws:iam::{account}:role/open --role-session-name guest";
        foreach (var who in new[] { stranger, colleague })
            await who.PrintsAsync(assume);
        var read = $"aws s3 cp s3://data-{account}/file.txt -";
        Assert.Equal("hello", await root.PrintsAsync(read));

        var organization = await management.PrintsAsync("aws organizations describe-organization --query Organization.Id --output text");
        await AttachAsync(
            "RESOURCE_CONTROL_POLICY",
            $$$"""
            [{"Effect":"Deny","Principal":"*","Action":"sts:AssumeRole","Resource":"*",
             "Condition":{"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"{{{organization}}}"} } }]
            """,
            units[0]
        );
        await AttachAsync(
            "RESOURCE_CONTROL_POLICY",
            """[{"Effect":"Deny","Principal":"*","Action":"s3:DeleteObject","Resource":"*"}]""",
            units[1]
        );
        await AttachAsync(
            "RESOURCE_CONTROL_POLICY",
            """[{"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"*"}]""",
            units[2]
        );
        await colleague.PrintsAsync(assume);
        AssertDenied(await stranger.FailsAsync(assume), "sts:AssumeRole");
        foreach (var who in new[] { root, user })
        {
            AssertDenied(
                await who.FailsAsync($"aws s3api get-object --bucket data-{account} --key file.txt out"),
                "s3:GetObject",
                "with an explicit deny in a resource control policy"
            );
            AssertDenied(
                await who.FailsAsync($"aws s3api delete-object --bucket data-{account} --key file.txt"),
                "s3:DeleteObject",
                "with an explicit deny in a resource control policy"
            );
        }
        // Resource control policies do not apply to IAM's resources, and these ones deny no other S3 action.
        await root.PrintsAsync($"set -e; aws iam list-users; aws s3 ls s3://data-{account}");
    }

    async Task<string> AttachAsync(string type, string statements, string target)
    {
        await WriteAsync(management, "policy.json", $$"""{"Version":"2012-10-17","Statement":{{statements}}}""");
        return await management.PrintsAsync(
            $"""
            set -e
            policy=$(aws organizations create-policy --name $RANDOM-$RANDOM --description '' --type {type} \
                --content file://policy.json --query Policy.PolicySummary.Id --output text)
            aws organizations attach-policy --policy-id $policy --target-id {target}
            echo $policy
            """
        );
    }

    /// <summary>A user of an account who may assume every role.</summary>
    async Task<Terminal> UserOfAsync(Terminal owner)
    {
        var key = (
            await owner.PrintsAsync(
                """
                set -e
                aws iam create-user --user-name guest >/dev/null
                aws iam attach-user-policy --user-name guest --policy-arn arn:aws:iam::aws:policy/AdministratorAccess
                aws iam create-access-key --user-name guest --query 'AccessKey.[AccessKeyId,SecretAccessKey]' --output text
                """
            )
        ).Split('\t');
        return server.NewTerminal(key[0], key[1]);
    }

    static void AssertDenied(string error, params string[] words)
    {
        Assert.Contains("(AccessDenied)", error, StringComparison.Ordinal);
        Assert.All(words, word => Assert.Contains(word, error, StringComparison.Ordinal));
    }

    static Task WriteAsync(Terminal terminal, string name, string text) => File.WriteAllTextAsync(Path.Combine(terminal.Home, name), text);
}
