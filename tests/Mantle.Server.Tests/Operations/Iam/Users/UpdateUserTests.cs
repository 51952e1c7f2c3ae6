using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Users;

[Collection(ServerCollection.Name)]
public class UpdateUserTests(TestServer server)
{
    [Fact]
    public async Task A_renamed_user_keeps_its_id_keys_groups_and_policies()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("old", Documents.Allow("iam:GetUser", root.Arn("user/new/new")));
        var id = (await root.Iam("GetUser", ("UserName", "old"))).Text("UserId");
        await root.Iam("CreateGroup", ("GroupName", "g"));
        await root.Iam("AddUserToGroup", ("GroupName", "g"), ("UserName", "old"));
        await root.Iam("UpdateUser", ("UserName", "old"), ("NewUserName", "new"), ("NewPath", "/new/"));
        await root.Refused("NoSuchEntity", "The user with name old cannot be found.", "GetUser", ("UserName", "old"));
        Assert.Equal(["new"], (await root.Iam("GetGroup", ("GroupName", "g"))).All("UserName"));
        Assert.Equal(["g"], (await root.Iam("ListGroupsForUser", ("UserName", "new"))).All("GroupName"));
        Assert.Equal(user.Credentials.AccessKeyId, (await root.Iam("ListAccessKeys", ("UserName", "new"))).Text("AccessKeyId"));
        var own = await user.Iam("GetUser");
        Assert.Equal((id, root.Arn("user/new/new")), (own.Text("UserId"), own.Text("Arn")));
    }

    [Fact]
    public async Task The_path_alone_can_change_and_the_case_cannot()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "Alice"));
        await root.Refused(
            "EntityAlreadyExists",
            "User with name alice already exists.",
            "UpdateUser",
            ("UserName", "Alice"),
            ("NewUserName", "alice")
        );
        await root.Iam("UpdateUser", ("UserName", "alice"), ("NewPath", "/p/"));
        Assert.Equal(root.Arn("user/p/Alice"), (await root.Iam("GetUser", ("UserName", "alice"))).Text("Arn"));
        Assert.Single((await root.Iam("ListUsers")).All("UserName"));
    }

    [Fact]
    public async Task Trust_policies_follow_a_renamed_user_and_do_not_trust_its_namesake()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("old");
        var role = await root.NewRoleAsync("r");
        await root.Iam("UpdateAssumeRolePolicy", ("RoleName", "r"), ("PolicyDocument", Documents.Trust(root.Arn("user/old"))));
        await root.Iam("UpdateUser", ("UserName", "old"), ("NewUserName", "new"));
        var shown = Uri.UnescapeDataString((await root.Iam("GetRole", ("RoleName", "r"))).Text("AssumeRolePolicyDocument"));
        Assert.Equal(Documents.Trust(root.Arn("user/new")), shown);
        await user.AssumeAsync(role);
        var namesake = await root.NewUserAsync("old");
        await namesake.RefusedAsync("AccessDenied", null, "sts", "AssumeRole", ("RoleArn", role), ("RoleSessionName", "session"));
    }

    [Fact]
    public async Task Another_users_name_is_taken()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "a"));
        await root.Iam("CreateUser", ("UserName", "B"));
        await root.Refused(
            "EntityAlreadyExists",
            "User with name b already exists.",
            "UpdateUser",
            ("UserName", "a"),
            ("NewUserName", "b")
        );
        await root.Refused(
            "NoSuchEntity",
            "The user with name nobody cannot be found.",
            "UpdateUser",
            ("UserName", "nobody"),
            ("NewPath", "/p/")
        );
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_user_and_on_what_it_becomes()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        var caller = await root.NewUserAsync("caller", Documents.Allow("iam:UpdateUser", root.Arn("user/x")));
        await caller.Refused(
            "AccessDenied",
            $"User: {root.Arn("user/caller")} is not authorized to perform: iam:UpdateUser on resource: "
                + $"{root.Arn("user/admin/x")} because no identity-based policy allows the iam:UpdateUser action",
            "UpdateUser",
            ("UserName", "x"),
            ("NewPath", "/admin/")
        );
        await root.PutPolicyAsync("caller", Documents.Allow("iam:UpdateUser", root.Arn("user/admin/x")));
        await caller.Refused(
            "AccessDenied",
            $"User: {root.Arn("user/caller")} is not authorized to perform: iam:UpdateUser on resource: user x because no "
                + $"identity-based policy allows the iam:UpdateUser action",
            "UpdateUser",
            ("UserName", "x"),
            ("NewPath", "/admin/")
        );
        await root.PutPolicyAsync("caller", Documents.Allow("iam:UpdateUser", root.Arn("user/*x")));
        await caller.Iam("UpdateUser", ("UserName", "x"), ("NewPath", "/admin/"));
    }
}
