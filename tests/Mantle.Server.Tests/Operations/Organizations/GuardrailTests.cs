using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Organizations;

/// <summary>
/// The effect of control policies on calls, from the documentation of
/// <see href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html">SCPs</see> and
/// <see href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html">RCPs</see>.
/// </summary>
[Collection(ServerCollection.Name)]
public class GuardrailTests(TestServer server)
{
    [Fact]
    public async Task A_deny_at_the_root_binds_every_member_from_the_next_call_until_it_is_changed()
    {
        var management = await server.NewOrganizationAsync();
        var root = await management.RootIdAsync();
        var unit = await management.NewUnitAsync(await management.NewUnitAsync(await management.NewUnitAsync(root, "a"), "b"), "c");
        var member = await management.NewMemberAsync(unit);
        await management.EnableAsync(OrganizationCalls.Scp);
        await member.Iam("ListUsers");
        var policy = await management.NewOrgPolicyAsync(OrganizationCalls.Scp, Documents.Deny("iam:ListUsers"));
        await management.AttachAsync(policy, root);
        var arn = (string)(await management.Org("DescribePolicy", new { PolicyId = policy }))!["Policy"]!["PolicySummary"]!["Arn"]!;
        await member.Refused(
            "AccessDenied",
            $"User: arn:aws:sts::{member.AccountId}:assumed-role/OrganizationAccountAccessRole/session is not authorized to "
                + $"perform: iam:ListUsers on resource: arn:aws:iam::{member.AccountId}:user/ with an explicit deny in a service "
                + $"control policy: {arn}",
            "ListUsers"
        );
        await member.Iam("ListRoles");
        await management.Iam("ListUsers");
        await management.Org("UpdatePolicy", new { PolicyId = policy, Content = Documents.Deny("iam:ListRoles") });
        await member.Iam("ListUsers");
        await member.Refused("AccessDenied", null, "ListRoles");
        await management.Org("DisablePolicyType", new { RootId = root, PolicyType = OrganizationCalls.Scp });
        await member.Iam("ListRoles");
    }

    [Fact]
    public async Task The_root_user_of_a_member_is_bound_and_that_of_the_management_account_is_not()
    {
        var management = await server.NewOrganizationAsync();
        var member = await management.InviteAsync(server);
        await management.EnableAsync(OrganizationCalls.Scp);
        var policy = await management.NewOrgPolicyAsync(OrganizationCalls.Scp, Documents.Deny("*"));
        await management.AttachAsync(policy, await management.RootIdAsync());
        await member.Refused("AccessDenied", null, "ListUsers");
        await management.Iam("ListUsers");
        await member.Sts("GetCallerIdentity");
    }

    [Fact]
    public async Task An_allow_is_needed_at_every_level()
    {
        var management = await server.NewOrganizationAsync();
        var root = await management.RootIdAsync();
        var unit = await management.NewUnitAsync(root);
        var member = await management.NewMemberAsync(unit);
        await management.EnableAsync(OrganizationCalls.Scp);
        var narrow = await management.NewOrgPolicyAsync(OrganizationCalls.Scp, Documents.Allow("iam:ListUsers"));
        foreach (var target in new[] { unit, member.AccountId, root })
        {
            await management.AttachAsync(narrow, target);
            await member.Iam("ListRoles");
            await management.Org("DetachPolicy", new { PolicyId = OrganizationCalls.FullAccess, TargetId = target });
            await member.Iam("ListUsers");
            await member.Refused(
                "AccessDenied",
                $"User: arn:aws:sts::{member.AccountId}:assumed-role/OrganizationAccountAccessRole/session is not authorized to "
                    + $"perform: iam:ListRoles on resource: arn:aws:iam::{member.AccountId}:role/ because no service control policy "
                    + $"allows the iam:ListRoles action",
                "ListRoles"
            );
            await management.AttachAsync(OrganizationCalls.FullAccess, target);
            await member.Iam("ListRoles");
        }
    }

    [Fact]
    public async Task A_resource_control_policy_binds_roles_of_members_whoever_assumes_them()
    {
        var management = await server.NewOrganizationAsync();
        var member = await management.NewMemberAsync();
        var outside = await server.NewAccountAsync();
        var stranger = await outside.NewUserAsync("dev", Documents.Allow("sts:AssumeRole"));
        var insider = await management.NewUserAsync("dev", Documents.Allow("sts:AssumeRole"));
        foreach (var (account, name) in new[] { (member, "shared"), (management, "own") })
            await account.Iam(
                "CreateRole",
                ("RoleName", name),
                (
                    "AssumeRolePolicyDocument",
                    $$"""
                    {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":["{{outside.AccountId}}",
                     "{{management.AccountId}}"]},"Action":"sts:AssumeRole"}]}
                    """
                )
            );
        var shared = $"arn:aws:iam::{member.AccountId}:role/shared";
        await stranger.AssumeAsync(shared);
        await management.EnableAsync(OrganizationCalls.Rcp);
        await stranger.AssumeAsync(shared);
        var policy = await management.NewOrgPolicyAsync(
            OrganizationCalls.Rcp,
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"sts:AssumeRole","Resource":"*",
             "Condition":{"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"ORG"}}}]}
            """.Replace("ORG", await management.OrganizationIdAsync(), StringComparison.Ordinal)
        );
        await management.AttachAsync(policy, await management.RootIdAsync());
        await stranger.RefusedAsync("AccessDenied", null, "sts", "AssumeRole", ("RoleArn", shared), ("RoleSessionName", "session"));
        await insider.AssumeAsync(shared);
        // Control policies do not apply to resources of the management account.
        await stranger.AssumeAsync($"arn:aws:iam::{management.AccountId}:role/own");
    }

    [Fact]
    public async Task Conditions_know_the_organizations_of_caller_and_resource()
    {
        var management = await server.NewOrganizationAsync();
        var id = await management.OrganizationIdAsync();
        var root = await management.RootIdAsync();
        var unit = await management.NewUnitAsync(root);
        var member = await management.NewMemberAsync(unit);
        var path = $"{id}/{root}/{unit}/";
        var user = await member.NewUserAsync("conditioned");
        foreach (
            var (condition, holds) in new[]
            {
                ($$$"""{"StringEquals":{"aws:PrincipalOrgID":"{{{id}}}"}}""", true),
                ("""{"StringEquals":{"aws:PrincipalOrgID":"o-aaaaaaaaaa"}}""", false),
                ($$$"""{"ForAnyValue:StringEquals":{"aws:PrincipalOrgPaths":"{{{path}}}"}}""", true),
                ($$$"""{"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"{{{id}}}/{{{root}}}/*"}}""", true),
                ($$$"""{"StringEquals":{"aws:ResourceOrgID":"{{{id}}}"}}""", true),
                ($$$"""{"ForAnyValue:StringLike":{"aws:ResourceOrgPaths":"{{{path}}}*"}}""", true),
                ($$$"""{"Null":{"aws:PrincipalOrgID":"true"}}""", false),
            }
        )
        {
            await member.PutPolicyAsync("conditioned", IamCalls.AllowWhere("iam:ListUsers", condition));
            if (holds)
                await user.Iam("ListUsers");
            else
                await user.Refused("AccessDenied", null, "ListUsers");
        }
        var standalone = await server.NewAccountAsync();
        var other = await standalone.NewUserAsync(
            "conditioned",
            IamCalls.AllowWhere("iam:ListUsers", """{"Null":{"aws:PrincipalOrgID":"true"}}""")
        );
        await other.Iam("ListUsers");
    }

    [Fact]
    public async Task Organizations_on_one_server_do_not_reach_into_each_other()
    {
        var one = await server.NewOrganizationAsync();
        var two = await server.NewOrganizationAsync();
        var member = await two.NewMemberAsync();
        await one.EnableAsync(OrganizationCalls.Scp);
        var policy = await one.NewOrgPolicyAsync(OrganizationCalls.Scp, Documents.Deny("*"));
        await one.AttachAsync(policy, await one.RootIdAsync());
        await member.Iam("ListUsers");
        await two.OrgRefused("PolicyNotFoundException", null, "DescribePolicy", new { PolicyId = policy });
        await two.OrgRefused("AccountNotFoundException", null, "DescribeAccount", new { one.AccountId });
        await two.OrgRefused(
            "TargetNotFoundException",
            null,
            "ListPoliciesForTarget",
            new { TargetId = await one.RootIdAsync(), Filter = OrganizationCalls.Scp }
        );
        await one.OrgRefused("AccountNotFoundException", null, "RemoveAccountFromOrganization", new { member.AccountId });
        await one.OrgRefused("AccountNotFoundException", null, "CloseAccount", new { member.AccountId });
        await one.OrgRefused("ChildNotFoundException", null, "ListParents", new { ChildId = member.AccountId });
    }
}
