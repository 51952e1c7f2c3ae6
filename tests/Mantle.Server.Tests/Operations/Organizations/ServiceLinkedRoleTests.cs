using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Organizations;

/// <summary>
/// AWSServiceRoleForOrganizations is made for callers who may create it, and is needed while the organization has all features
/// (https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_org_create.html,
/// https://docs.aws.amazon.com/organizations/latest/APIReference/API_AcceptHandshake.html).
/// </summary>
[Collection(ServerCollection.Name)]
public class ServiceLinkedRoleTests(TestServer server)
{
    const string Role = "AWSServiceRoleForOrganizations",
        Error = "AccessDeniedForDependencyException",
        Reason = "ACCESS_DENIED_DURING_CREATE_SERVICE_LINKED_ROLE";

    /// <summary>Everything but the one permission.</summary>
    const string WithoutRoles = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},
         {"Effect":"Deny","Action":"iam:CreateServiceLinkedRole","Resource":"*"}]}
        """;

    [Fact]
    public async Task Creating_an_organization_needs_the_permission_to_create_its_role()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("user", WithoutRoles);
        await user.OrgRefused(Error, Reason, "CreateOrganization");
        await root.OrgRefused("AWSOrganizationsNotInUseException", null, "DescribeOrganization");
        await root.PutPolicyAsync("user", Documents.Allow("organizations:*"));
        await user.OrgRefused(Error, Reason, "CreateOrganization");
        await root.PutPolicyAsync(
            "user",
            $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"organizations:*","Resource":"*"},
             {"Effect":"Allow","Action":"iam:CreateServiceLinkedRole",
              "Resource":"{{root.Arn("role/aws-service-role/organizations.amazonaws.com/" + Role)}}",
              "Condition":{"StringEquals":{"iam:AWSServiceName":"organizations.amazonaws.com"} } }]}
            """
        );
        await user.Org("CreateOrganization");
    }

    [Fact]
    public async Task So_does_accepting_an_invitation_unless_the_role_exists()
    {
        var management = await server.NewOrganizationAsync();
        var account = await server.NewAccountAsync();
        var user = await account.NewUserAsync("user", WithoutRoles);
        var handshake = await management.Org(
            "InviteAccountToOrganization",
            new { Target = new { Type = "ACCOUNT", Id = account.AccountId } }
        );
        var accepted = new { HandshakeId = (string)handshake!["Handshake"]!["Id"]! };
        await user.OrgRefused(Error, Reason, "AcceptHandshake", accepted);
        await account.Iam("CreateServiceLinkedRole", ("AWSServiceName", "organizations.amazonaws.com"));
        await user.Org("AcceptHandshake", accepted);
    }

    [Fact]
    public async Task The_role_cannot_be_deleted_while_its_organization_has_all_features()
    {
        var management = await server.NewOrganizationAsync();
        var member = await management.InviteAsync(server);
        var task = (await member.Iam("DeleteServiceLinkedRole", ("RoleName", Role))).Text("DeletionTaskId");
        var status = await member.Iam("GetServiceLinkedRoleDeletionStatus", ("DeletionTaskId", task));
        Assert.Equal("FAILED", status.Text("Status"));
        Assert.Contains("all features", status.Text("Reason"), StringComparison.Ordinal);
        await member.Iam("GetRole", ("RoleName", Role));
        await management.Org("RemoveAccountFromOrganization", new { member.AccountId });
        await DeletedAsync(member);
    }

    [Fact]
    public async Task Enabling_all_features_makes_it_again()
    {
        var management = await server.NewOrganizationAsync("CONSOLIDATED_BILLING");
        var member = await management.InviteAsync(server);
        await DeletedAsync(management);
        await DeletedAsync(member);
        var request = (await management.Org("EnableAllFeatures"))!["Handshake"]!;
        var approval = (await member.Org("ListHandshakesForAccount"))!["Handshakes"]!
            .AsArray()
            .First(handshake => (string)handshake!["Action"]! == "APPROVE_ALL_FEATURES")!;
        await member.Org("AcceptHandshake", new { HandshakeId = (string)approval["Id"]! });
        await member.Iam("GetRole", ("RoleName", Role));
        await management.Org("AcceptHandshake", new { HandshakeId = (string)request["Id"]! });
        await management.Iam("GetRole", ("RoleName", Role));
    }

    static async Task DeletedAsync(TestClient client)
    {
        var task = (await client.Iam("DeleteServiceLinkedRole", ("RoleName", Role))).Text("DeletionTaskId");
        Assert.Equal("SUCCEEDED", (await client.Iam("GetServiceLinkedRoleDeletionStatus", ("DeletionTaskId", task))).Text("Status"));
        await client.Refused("NoSuchEntity", null, "GetRole", ("RoleName", Role));
    }
}
