using Mantle.Server.Hosting;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Organizations;

/// <summary>Accounts are created, closed and removed.</summary>
[Collection(ServerCollection.Name)]
public class MemberTests(TestServer server)
{
    [Fact]
    public async Task A_created_account_has_the_role_that_its_management_account_administers_it_through()
    {
        var management = await server.NewOrganizationAsync();
        var status = (
            await management.Org(
                "CreateAccount",
                new
                {
                    AccountName = "Dev",
                    Email = $"{Guid.NewGuid():N}@example.com",
                    RoleName = "Admin",
                    Tags = new[] { new { Key = "team", Value = "a" } },
                }
            )
        )!["CreateAccountStatus"]!;
        Assert.Equal(("IN_PROGRESS", null), ((string)status["State"]!, (string?)status["AccountId"]));
        Assert.Matches("^car-[a-z0-9]{32}$", (string)status["Id"]!);
        var done = (await management.Org("DescribeCreateAccountStatus", new { CreateAccountRequestId = (string)status["Id"]! }))![
            "CreateAccountStatus"
        ]!;
        var id = (string)done["AccountId"]!;
        Assert.Equal("SUCCEEDED", (string)done["State"]!);
        var account = (await management.Org("DescribeAccount", new { AccountId = id }))!["Account"]!;
        Assert.Equal(("Dev", "CREATED", "ACTIVE"), ((string)account["Name"]!, (string)account["JoinedMethod"]!, (string)account["State"]!));
        Assert.Equal("team", (string)(await management.Org("ListTagsForResource", new { ResourceId = id }))!["Tags"]![0]!["Key"]!);
        var admin = await management.NewUserAsync("admin", Documents.Allow("sts:AssumeRole"));
        var session = await admin.AssumeAsync($"arn:aws:iam::{id}:role/Admin");
        await session.NewUserAsync("inside");
        // The trust is in the management account, so a user there needs a policy of its own.
        var nobody = await management.NewUserAsync("nobody");
        await nobody.RefusedAsync(
            "AccessDenied",
            null,
            "sts",
            "AssumeRole",
            ("RoleArn", $"arn:aws:iam::{id}:role/Admin"),
            ("RoleSessionName", "session")
        );
    }

    [Fact]
    public async Task An_address_belongs_to_one_account()
    {
        var management = await server.NewOrganizationAsync();
        var email = $"{Guid.NewGuid():N}@example.com";
        await management.Org("CreateAccount", new { AccountName = "one", Email = email });
        var second = (await management.Org("CreateAccount", new { AccountName = "two", Email = email.ToUpperInvariant() }))![
            "CreateAccountStatus"
        ]!;
        var done = (await management.Org("DescribeCreateAccountStatus", new { CreateAccountRequestId = (string)second["Id"]! }))![
            "CreateAccountStatus"
        ]!;
        Assert.Equal(("FAILED", "EMAIL_ALREADY_EXISTS"), ((string)done["State"]!, (string)done["FailureReason"]!));
        Assert.Equal(2, (await management.Org("ListAccounts")).Ids("Accounts").Count);
        Assert.Equal(
            [(string)second["Id"]!],
            (await management.Org("ListCreateAccountStatus", new { States = new[] { "FAILED" } })).Ids("CreateAccountStatuses")
        );
        await management.OrgRefused(
            "CreateAccountStatusNotFoundException",
            null,
            "DescribeCreateAccountStatus",
            new { CreateAccountRequestId = "car-zzzzzzzz" }
        );
    }

    [Fact]
    public async Task A_full_organization_takes_nobody_in()
    {
        using var folder = new TemporaryFolder();
        await using var small = await MantleServer.StartAsync(
            new ServerOptions
            {
                DataFolder = folder.Path,
                Listen = new(System.Net.IPAddress.Loopback, 0),
                AccountsPerOrganization = 2,
            },
            server.Clock
        );
        var root = await MantleServer.ReadRootCredentialsAsync(folder.Path);
        var management = new TestClient(small.Endpoint, server.Clock, root.AccountId, new(root.AccessKeyId, root.SecretAccessKey));
        await management.Org("CreateOrganization");
        var other = await management.CallAsync("mantle", "CreateAccount", ("Name", "other"));
        var invitation = await management.Org(
            "InviteAccountToOrganization",
            new { Target = new { Type = "ACCOUNT", Id = other.Text("AccountId") } }
        );
        // An open invitation counts as an account.
        await management.OrgRefused(
            "ConstraintViolationException",
            "ACCOUNT_NUMBER_LIMIT_EXCEEDED",
            "CreateAccount",
            new { AccountName = "x", Email = "x@example.com" }
        );
        await management.Org("CancelHandshake", new { HandshakeId = (string)invitation!["Handshake"]!["Id"]! });
        await management.Org("CreateAccount", new { AccountName = "x", Email = "x@example.com" });
        await management.OrgRefused(
            "HandshakeConstraintViolationException",
            "ACCOUNT_NUMBER_LIMIT_EXCEEDED",
            "InviteAccountToOrganization",
            new { Target = new { Type = "ACCOUNT", Id = other.Text("AccountId") } }
        );
        await management.RefusedAsync("LimitExceeded", null, "mantle", "CreateAccount", ("Name", "y"), ("Organization", "true"));
    }

    [Fact]
    public async Task An_account_that_was_let_go_is_free_of_the_organizations_policies()
    {
        var management = await server.NewOrganizationAsync();
        var member = await management.InviteAsync(server);
        await management.EnableAsync(OrganizationCalls.Scp);
        await management.AttachAsync(await management.NewOrgPolicyAsync(OrganizationCalls.Scp, Documents.Deny("iam:*")), member.AccountId);
        await member.Refused("AccessDenied", null, "ListUsers");
        await management.OrgRefused(
            "MasterCannotLeaveOrganizationException",
            null,
            "RemoveAccountFromOrganization",
            new { management.AccountId }
        );
        await management.Org("RemoveAccountFromOrganization", new { member.AccountId });
        await member.Iam("ListUsers");
        await member.Org("CreateOrganization");
    }

    [Fact]
    public async Task The_command_lines_account_is_the_same_and_has_a_key()
    {
        await using var own = new TestServer();
        await own.InitializeAsync();
        await own.Management.RefusedAsync("ValidationError", null, "mantle", "CreateAccount", ("Name", "dev"), ("Organization", "true"));
        await own.Management.Org("CreateOrganization");
        var made = await own.Management.CallAsync("mantle", "CreateAccount", ("Name", "dev"), ("Organization", "true"));
        var member = own.Management.With(made.Text("AccountId"), new(made.Text("AccessKeyId"), made.Text("SecretAccessKey")));
        Assert.Equal(["AWSServiceRoleForOrganizations", "OrganizationAccountAccessRole"], (await member.Iam("ListRoles")).All("RoleName"));
        Assert.Equal(own.Management.AccountId, (string)(await member.Org("DescribeOrganization"))!["Organization"]!["MasterAccountId"]!);
        Assert.Equal(
            "CREATED",
            (string)(await own.Management.Org("DescribeAccount", new { member.AccountId }))!["Account"]!["JoinedMethod"]!
        );
    }

    [Fact]
    public async Task GovCloud_is_not_enabled_for_anybody()
    {
        var management = await server.NewOrganizationAsync();
        await management.OrgRefused(
            "ConstraintViolationException",
            "MASTER_ACCOUNT_NOT_GOVCLOUD_ENABLED",
            "CreateGovCloudAccount",
            new { AccountName = "gov", Email = "gov@example.com" }
        );
    }
}
