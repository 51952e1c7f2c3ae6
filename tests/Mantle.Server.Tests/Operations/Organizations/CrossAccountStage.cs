using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Organizations;

/// <summary>An organization, the caller's account with a user and a role, and the account of the role to assume.</summary>
sealed class CrossAccountStage
{
    const string Assume = "sts:AssumeRole";

    TestClient management = null!,
        home = null!,
        target = null!,
        user = null!;
    TestClient? session;
    string organization = "",
        scp = "",
        rcp = "",
        trusted = "";
    bool across;

    public static async Task<CrossAccountStage> SetAsync(TestServer server, bool across)
    {
        var stage = new CrossAccountStage { across = across, management = await server.NewOrganizationAsync() };
        stage.organization = await stage.management.OrganizationIdAsync();
        await stage.management.EnableAsync(OrganizationCalls.Scp);
        await stage.management.EnableAsync(OrganizationCalls.Rcp);
        stage.home = await stage.management.InviteAsync(server);
        stage.target = across ? await stage.management.InviteAsync(server) : stage.home;
        stage.user = await stage.home.NewUserAsync("caller");
        await stage.home.NewUserAsync("other");
        await stage.home.NewPolicyAsync("boundary", Documents.Allow("iam:*"));
        stage.trusted = (
            await stage.home.Iam(
                "CreateRole",
                ("RoleName", "hop"),
                ("AssumeRolePolicyDocument", Documents.Trust(stage.home.Arn("user/caller")))
            )
        ).Text("Arn");
        await stage.target.Iam("CreateRole", ("RoleName", "target"), ("AssumeRolePolicyDocument", IamCalls.Ec2Trust));
        stage.scp = await stage.management.NewOrgPolicyAsync(OrganizationCalls.Scp, Documents.Deny(Assume));
        stage.rcp = await stage.management.NewOrgPolicyAsync(
            OrganizationCalls.Rcp,
            """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"sts:AssumeRole","Resource":"*"}]}"""
        );
        return stage;
    }

    /// <summary>Sets the policy of the row; all other policies allow.</summary>
    public async Task SetPlaceAsync(int place)
    {
        foreach (var policy in new[] { scp, rcp })
        foreach (var attached in (await management.Org("ListTargetsForPolicy", new { PolicyId = policy })).Ids("Targets", "TargetId"))
            await management.Org("DetachPolicy", new { PolicyId = policy, TargetId = attached });
        await home.SendAsync("iam", "DeleteUserPermissionsBoundary", ("UserName", "caller"));
        await home.SendAsync("iam", "DeleteRolePermissionsBoundary", ("RoleName", "hop"));
        var identity = place switch
        {
            1 => Documents.Allow("iam:ListUsers"),
            2 => Documents.Deny(Assume, target.Arn("role/target")),
            _ => Documents.Allow(Assume),
        };
        await home.PutPolicyAsync("caller", identity);
        await home.Iam("PutRolePolicy", ("RoleName", "hop"), ("PolicyName", "policy"), ("PolicyDocument", identity));
        session = await user.AssumeAsync(trusted, place == 4 ? [("Policy", Documents.Allow("iam:*"))] : []);
        if (place == 3)
        {
            await home.Iam("PutUserPermissionsBoundary", ("UserName", "caller"), ("PermissionsBoundary", home.Arn("policy/boundary")));
            await home.Iam("PutRolePermissionsBoundary", ("RoleName", "hop"), ("PermissionsBoundary", home.Arn("policy/boundary")));
        }
        if (place is 5 or 6)
            await management.AttachAsync(scp, (place == 5 ? home : target).AccountId);
        if (place == 7)
            await management.AttachAsync(rcp, target.AccountId);
    }

    public async Task<bool> TryAsync(int place, int form)
    {
        var trust = form switch
        {
            0 => Documents.Trust(home.Arn("user/caller")),
            1 => Documents.Trust(home.Arn("user/other")),
            2 => Documents.Trust(home.Arn("root")),
            3 => Documents.Trust(home.AccountId),
            4 => Documents.Trust("*"),
            5 => Documents.Trust("*", $$$"""{"StringEquals":{"aws:PrincipalOrgID":"{{{organization}}}"}}"""),
            6 => Documents.Trust("*", """{"StringEquals":{"aws:PrincipalOrgID":"o-zzzzzzzzzz"}}"""),
            _ => Documents.Trust(trusted),
        };
        await target.Iam("UpdateAssumeRolePolicy", ("RoleName", "target"), ("PolicyDocument", trust));
        var caller = form == 7 ? session! : user;
        var answer = await caller.SendAsync("sts", "AssumeRole", ("RoleArn", target.Arn("role/target")), ("RoleSessionName", "session"));
        Assert.True(answer.Code is null or "AccessDenied", $"{answer.Code} {answer.Message} at {place}");
        return answer.Code is null;
    }
}
