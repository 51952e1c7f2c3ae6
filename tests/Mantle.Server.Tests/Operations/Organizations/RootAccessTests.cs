using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Organizations;

/// <summary>What IAM and STS do for organizations: root sessions, root features, access reports, simulation.</summary>
[Collection(ServerCollection.Name)]
public class RootAccessTests(TestServer server)
{
    const string Audit = "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials";

    [Fact]
    public async Task A_root_session_does_its_task_and_nothing_else()
    {
        var management = await server.NewOrganizationAsync();
        var member = await management.InviteAsync(server);
        var admin = await management.NewUserAsync("admin", Documents.Allow("*"));
        (string, string)[] of = [("TargetPrincipal", member.AccountId), ("TaskPolicyArn.arn", Audit)];
        await admin.RefusedAsync(
            "AccessDenied",
            $"User: arn:aws:iam::{management.AccountId}:user/admin is not authorized to perform: sts:AssumeRoot on resource: "
                + $"arn:aws:iam::{member.AccountId}:root",
            "sts",
            "AssumeRoot",
            of
        );
        await management.Org("EnableAWSServiceAccess", new { ServicePrincipal = "iam.amazonaws.com" });
        Assert.Equal(
            "RootSessions",
            (await admin.Iam("EnableOrganizationsRootSessions")).Find("EnabledFeatures")!.Elements().Single().Value
        );
        await management.RefusedAsync("AccessDenied", null, "sts", "AssumeRoot", of);
        await admin.RefusedAsync(
            "ValidationError",
            null,
            "sts",
            "AssumeRoot",
            ("TargetPrincipal", member.AccountId),
            ("TaskPolicyArn.arn", "arn:aws:iam::aws:policy/AdministratorAccess")
        );
        await admin.RefusedAsync(
            "AccessDenied",
            null,
            "sts",
            "AssumeRoot",
            ("TargetPrincipal", management.AccountId),
            ("TaskPolicyArn.arn", Audit)
        );
        await admin.RefusedAsync(
            "AccessDenied",
            null,
            "sts",
            "AssumeRoot",
            ("TargetPrincipal", (await server.NewAccountAsync()).AccountId),
            ("TaskPolicyArn.arn", Audit)
        );
        var answer = await admin.Sts("AssumeRoot", of);
        var session = management.With(
            member.AccountId,
            new(answer.Text("AccessKeyId"), answer.Text("SecretAccessKey"), answer.Text("SessionToken"))
        );
        Assert.Equal($"arn:aws:iam::{member.AccountId}:root", (await session.Sts("GetCallerIdentity")).Text("Arn"));
        await session.Iam("ListAccessKeys");
        await session.Refused("AccessDenied", null, "CreateUser", ("UserName", "x"));
        await member.RefusedAsync("AccessDenied", null, "sts", "AssumeRoot", of);
        await admin.Iam("DisableOrganizationsRootSessions");
        await admin.RefusedAsync("AccessDenied", null, "sts", "AssumeRoot", of);
    }

    [Theory]
    [InlineData("EnableOrganizationsRootCredentialsManagement")]
    [InlineData("EnableOrganizationsRootSessions")]
    [InlineData("DisableOrganizationsRootCredentialsManagement")]
    [InlineData("DisableOrganizationsRootSessions")]
    [InlineData("ListOrganizationsFeatures")]
    public async Task Root_features_are_for_the_management_account_of_an_organization_that_trusts_iam(string action)
    {
        var standalone = await server.NewAccountAsync();
        await standalone.Refused("OrganizationNotFoundException", null, action);
        var billing = await server.NewOrganizationAsync("CONSOLIDATED_BILLING");
        await billing.Refused("OrganizationNotInAllFeaturesModeException", null, action);
        var management = await server.NewOrganizationAsync();
        var member = await management.InviteAsync(server);
        await member.Refused("AccountNotManagementOrDelegatedAdministratorException", null, action);
        await management.Refused("ServiceAccessNotEnabledException", null, action);
        await management.Org("EnableAWSServiceAccess", new { ServicePrincipal = "iam.amazonaws.com" });
        var enabled = await management.Iam(action);
        Assert.Equal(await management.OrganizationIdAsync(), enabled.Text("OrganizationId"));
        Assert.Equal(action.StartsWith("Enable", StringComparison.Ordinal), enabled.All("EnabledFeatures").Single().Length > 0);
        await management.Org("RegisterDelegatedAdministrator", new { member.AccountId, ServicePrincipal = "iam.amazonaws.com" });
        if (action.StartsWith("Enable", StringComparison.Ordinal))
            await member.Refused("CallerIsNotManagementAccountException", null, action);
        else
            await member.Iam(action);
    }

    [Fact]
    public async Task An_access_report_tells_what_members_used_of_what_their_policies_allow()
    {
        var management = await server.NewOrganizationAsync();
        var root = await management.RootIdAsync();
        var id = await management.OrganizationIdAsync();
        var member = await management.NewMemberAsync();
        var path = $"{id}/{root}/{member.AccountId}";
        await management.Refused("InvalidInput", null, "GenerateOrganizationsAccessReport", ("EntityPath", path));
        await member.Refused("AccessDenied", null, "GenerateOrganizationsAccessReport", ("EntityPath", path));
        await management.EnableAsync(OrganizationCalls.Scp);
        await member.Iam("ListUsers");
        await management.Refused("NoSuchEntity", null, "GenerateOrganizationsAccessReport", ("EntityPath", $"{id}/{root}/999999999999"));
        var narrow = await management.NewOrgPolicyAsync(OrganizationCalls.Scp, Documents.Allow("iam:*"));
        await management.AttachAsync(narrow, member.AccountId);
        await management.Org("DetachPolicy", new { PolicyId = OrganizationCalls.FullAccess, TargetId = member.AccountId });
        var job = (await management.Iam("GenerateOrganizationsAccessReport", ("EntityPath", path))).Text("JobId");
        var report = await management.Iam("GetOrganizationsAccessReport", ("JobId", job));
        Assert.Equal(
            ("COMPLETED", "1", "0"),
            (report.Text("JobStatus"), report.Text("NumberOfServicesAccessible"), report.Text("NumberOfServicesNotAccessed"))
        );
        Assert.Equal(("iam", path), (report.Text("ServiceNamespace"), report.Text("EntityPath")));
        var whole = (
            await management.Iam(
                "GenerateOrganizationsAccessReport",
                ("EntityPath", $"{id}/{root}"),
                ("OrganizationsPolicyId", OrganizationCalls.FullAccess)
            )
        ).Text("JobId");
        var first = await management.Iam(
            "GetOrganizationsAccessReport",
            ("JobId", whole),
            ("MaxItems", "2"),
            ("SortKey", "LAST_AUTHENTICATED_TIME_DESCENDING")
        );
        Assert.Equal("true", first.Text("IsTruncated"));
        var next = await management.Iam(
            "GetOrganizationsAccessReport",
            ("JobId", whole),
            ("MaxItems", "2"),
            ("SortKey", "LAST_AUTHENTICATED_TIME_DESCENDING"),
            ("Marker", first.Text("Marker"))
        );
        Assert.Empty(first.All("ServiceNamespace").Intersect(next.All("ServiceNamespace")));
        await member.Refused("NoSuchEntity", null, "GetOrganizationsAccessReport", ("JobId", job));
    }

    [Fact]
    public async Task A_simulation_knows_what_the_organization_allows()
    {
        var management = await server.NewOrganizationAsync();
        var member = await management.InviteAsync(server);
        await member.NewUserAsync("dev", Documents.Allow("*"));
        (string, string)[] simulate =
        [
            ("PolicySourceArn", member.Arn("user/dev")),
            ("ActionNames.member.1", "s3:GetObject"),
            ("ActionNames.member.2", "iam:ListUsers"),
        ];
        Assert.Equal(["true", "true"], (await member.Iam("SimulatePrincipalPolicy", simulate)).All("AllowedByOrganizations"));
        await management.EnableAsync(OrganizationCalls.Scp);
        await management.AttachAsync(await management.NewOrgPolicyAsync(OrganizationCalls.Scp, Documents.Deny("s3:*")), member.AccountId);
        var simulated = await member.Iam("SimulatePrincipalPolicy", simulate);
        Assert.Equal(["explicitDeny", "allowed"], simulated.All("EvalDecision"));
        Assert.Equal(["false", "true"], simulated.All("AllowedByOrganizations"));
        Assert.Empty(
            (
                await management.Iam(
                    "SimulateCustomPolicy",
                    ("PolicyInputList.member.1", Documents.Allow("*")),
                    ("ActionNames.member.1", "s3:GetObject")
                )
            ).All("AllowedByOrganizations")
        );
    }
}
