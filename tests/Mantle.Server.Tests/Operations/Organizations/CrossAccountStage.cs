using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Organizations;

/// <summary>An organization, the caller's account with a user and a role, and the account of the role to assume.</summary>
sealed class CrossAccountStage
{
    const string Assume = "sts:AssumeRole";

    const string DenyForAll =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"sts:AssumeRole","Resource":"*"}]}""";

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
        stage.rcp = await stage.management.NewOrgPolicyAsync(OrganizationCalls.Rcp, DenyForAll);
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

    /// <summary>Number of forms in which the trust policy can name the caller.</summary>
    public const int Forms = 8;

    /// <summary>The root user of the organization's management account.</summary>
    public TestClient Management => management;

    /// <summary>The root users of the accounts that a denial concerns.</summary>
    public IEnumerable<TestClient> Viewers => [home, target, management];

    public async Task<bool> TryAsync(int place, int form)
    {
        var answer = await AssumeAsync(form);
        Assert.True(answer.Code is null or "AccessDenied", $"{answer.Code} {answer.Message} at {place}");
        return answer.Code is null;
    }

    /// <summary>Names the caller in a form, and calls.</summary>
    public async Task<Answer> AssumeAsync(int form)
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
        return await AssumeAgainAsync(form);
    }

    /// <summary>Calls with the policies as they are.</summary>
    public Task<Answer> AssumeAgainAsync(int form) =>
        (form == 7 ? session! : user).SendAsync(
            "sts",
            "AssumeRole",
            ("RoleArn", target.Arn("role/target")),
            ("RoleSessionName", "session")
        );

    /// <summary>Starts the caller's session with another session policy.</summary>
    public async Task StartSessionAsync(string policy) => session = await user.AssumeAsync(trusted, ("Policy", policy));

    /// <summary>Takes back what an explanation suggested, except for what <see cref="SetPlaceAsync"/> sets anyway.</summary>
    public async Task ForgetSuggestionsAsync()
    {
        await home.SendAsync("iam", "DeleteUserPolicy", ("UserName", "caller"), ("PolicyName", "AllowAssumeRole"));
        await home.SendAsync("iam", "DeleteRolePolicy", ("RoleName", "hop"), ("PolicyName", "AllowAssumeRole"));
        await management.Org("UpdatePolicy", new { PolicyId = scp, Content = Documents.Deny(Assume) });
        await management.Org("UpdatePolicy", new { PolicyId = rcp, Content = DenyForAll });
        await home.Iam("SetDefaultPolicyVersion", ("PolicyArn", home.Arn("policy/boundary")), ("VersionId", "v1"));
        foreach (var version in (await home.Iam("ListPolicyVersions", ("PolicyArn", home.Arn("policy/boundary")))).All("VersionId"))
            if (version != "v1")
                await home.Iam("DeletePolicyVersion", ("PolicyArn", home.Arn("policy/boundary")), ("VersionId", version));
    }
}
