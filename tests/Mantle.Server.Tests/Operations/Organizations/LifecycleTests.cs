using System.Text.Json.Nodes;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Organizations;

/// <summary>Organizations are created, deleted, and change their features.</summary>
[Collection(ServerCollection.Name)]
public class LifecycleTests(TestServer server)
{
    [Fact]
    public async Task A_new_organization_has_its_management_account_in_its_root()
    {
        var root = await server.NewAccountAsync();
        var created = (await root.Org("CreateOrganization", new { FeatureSet = "ALL" }))!["Organization"]!;
        var id = (string)created["Id"]!;
        Assert.Matches("^o-[a-z0-9]{10}$", id);
        Assert.Equal($"arn:aws:organizations::{root.AccountId}:organization/{id}", (string)created["Arn"]!);
        Assert.Equal($"arn:aws:organizations::{root.AccountId}:account/{id}/{root.AccountId}", (string)created["MasterAccountArn"]!);
        Assert.Equal("ALL", (string)created["FeatureSet"]!);
        Assert.True(JsonNode.DeepEquals(created, (await root.Org("DescribeOrganization"))!["Organization"]));
        var roots = (await root.Org("ListRoots"))!["Roots"]!.AsArray();
        Assert.Equal(("Root", 0), ((string)roots.Single()!["Name"]!, roots.Single()!["PolicyTypes"]!.AsArray().Count));
        var account = (await root.Org("ListAccounts"))!["Accounts"]!.AsArray().Single()!;
        Assert.Equal(
            (root.AccountId, "INVITED", "ACTIVE"),
            ((string)account["Id"]!, (string)account["JoinedMethod"]!, (string)account["Status"]!)
        );
        await root.OrgRefused("AlreadyInOrganizationException", null, "CreateOrganization");
    }

    [Fact]
    public async Task An_organization_is_deleted_when_only_its_management_account_is_left()
    {
        var management = await server.NewOrganizationAsync();
        var member = await management.InviteAsync(server);
        await management.NewUnitAsync(await management.RootIdAsync());
        await management.OrgRefused("OrganizationNotEmptyException", null, "DeleteOrganization");
        await member.OrgRefused("AccessDeniedException", null, "DeleteOrganization");
        await management.OrgRefused("MasterCannotLeaveOrganizationException", null, "LeaveOrganization");
        await member.Org("LeaveOrganization");
        await member.OrgRefused(
            "AWSOrganizationsNotInUseException",
            null,
            "DescribeOrganization",
            message: "Your account is not a member of an organization."
        );
        await management.Org("DeleteOrganization");
        await management.OrgRefused("AWSOrganizationsNotInUseException", null, "ListRoots");
        await management.Org("CreateOrganization");
    }

    [Fact]
    public async Task All_features_come_when_every_invited_account_has_approved()
    {
        var management = await server.NewOrganizationAsync("CONSOLIDATED_BILLING");
        var one = await management.InviteAsync(server);
        var two = await management.InviteAsync(server);
        await management.NewMemberIdAsync();
        var root = await management.RootIdAsync();
        await management.OrgRefused(
            "PolicyTypeNotAvailableForOrganizationException",
            null,
            "EnablePolicyType",
            new { RootId = root, PolicyType = OrganizationCalls.Scp }
        );
        var request = (await management.Org("EnableAllFeatures"))!["Handshake"]!;
        Assert.Equal(("ENABLE_ALL_FEATURES", "REQUESTED"), ((string)request["Action"]!, (string)request["State"]!));
        await management.OrgRefused(
            "HandshakeConstraintViolationException",
            "ORGANIZATION_IS_ALREADY_PENDING_ALL_FEATURES_MIGRATION",
            "EnableAllFeatures"
        );
        await management.OrgRefused(
            "HandshakeConstraintViolationException",
            "INVITE_DISABLED_DURING_ENABLE_ALL_FEATURES",
            "InviteAccountToOrganization",
            new { Target = new { Type = "ACCOUNT", Id = (await server.NewAccountAsync()).AccountId } }
        );
        foreach (var member in new[] { one, two })
        {
            await management.OrgRefused(
                "InvalidHandshakeTransitionException",
                null,
                "AcceptHandshake",
                new { HandshakeId = (string)request["Id"]! }
            );
            var approval = (await member.Org("ListHandshakesForAccount", new { Filter = new { ActionType = "APPROVE_ALL_FEATURES" } }))![
                "Handshakes"
            ]!
                .AsArray()
                .Single()!;
            await member.Org("AcceptHandshake", new { HandshakeId = (string)approval["Id"]! });
        }
        await management.Org("AcceptHandshake", new { HandshakeId = (string)request["Id"]! });
        Assert.Equal("ALL", (string)(await management.Org("DescribeOrganization"))!["Organization"]!["FeatureSet"]!);
        await management.OrgRefused("HandshakeConstraintViolationException", "ORGANIZATION_ALREADY_HAS_ALL_FEATURES", "EnableAllFeatures");
    }

    [Fact]
    public async Task What_was_written_is_there_after_a_restart()
    {
        await using var own = new TestServer();
        await own.InitializeAsync();
        var management = own.Management;
        await management.Org("CreateOrganization");
        var root = await management.RootIdAsync();
        var unit = await management.NewUnitAsync(root);
        var account = await management.NewMemberIdAsync();
        await management.Org(
            "MoveAccount",
            new
            {
                AccountId = account,
                SourceParentId = root,
                DestinationParentId = unit,
            }
        );
        await management.EnableAsync(OrganizationCalls.Scp);
        var policy = await management.NewOrgPolicyAsync(OrganizationCalls.Scp, Documents.Deny("iam:*"));
        await management.AttachAsync(policy, unit);
        await own.RestartAsync();
        management = own.Management;
        Assert.Equal([unit], (await management.Org("ListParents", new { ChildId = account })).Ids("Parents"));
        Assert.Equal(
            new[] { OrganizationCalls.FullAccess, policy }.Order(StringComparer.Ordinal),
            (await management.Org("ListPoliciesForTarget", new { TargetId = unit, Filter = OrganizationCalls.Scp })).Ids("Policies")
        );
        var admin = await management.NewUserAsync("admin", Documents.Allow("sts:*"));
        var member = await admin.AssumeAsync($"arn:aws:iam::{account}:role/OrganizationAccountAccessRole");
        await member.RefusedAsync("AccessDenied", null, "iam", "ListUsers");
    }
}
