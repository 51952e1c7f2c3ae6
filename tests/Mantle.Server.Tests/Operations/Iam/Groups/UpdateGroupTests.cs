using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Groups;

[Collection(ServerCollection.Name)]
public class UpdateGroupTests(TestServer server)
{
    [Fact]
    public async Task A_renamed_group_keeps_its_id_members_and_policies()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("x");
        var id = (await root.Iam("CreateGroup", ("GroupName", "old"))).Text("GroupId");
        await root.Iam("PutGroupPolicy", ("GroupName", "old"), ("PolicyName", "p"), ("PolicyDocument", Documents.Allow("iam:ListUsers")));
        await root.Iam("AddUserToGroup", ("GroupName", "old"), ("UserName", "x"));
        await root.Iam("UpdateGroup", ("GroupName", "old"), ("NewGroupName", "new"), ("NewPath", "/p/"));
        var group = await root.Iam("GetGroup", ("GroupName", "new"));
        Assert.Equal((id, root.Arn("group/p/new"), "x"), (group.Text("GroupId"), group.Text("Arn"), group.Text("UserName")));
        Assert.Equal(["new"], (await root.Iam("ListGroupsForUser", ("UserName", "x"))).All("GroupName"));
        await user.Iam("ListUsers");
        await root.Refused("NoSuchEntity", "The group with name old cannot be found.", "GetGroup", ("GroupName", "old"));
    }

    [Fact]
    public async Task A_group_that_takes_the_old_name_has_no_members()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.Iam("CreateGroup", ("GroupName", "old"));
        await root.Iam("AddUserToGroup", ("GroupName", "old"), ("UserName", "x"));
        await root.Iam("UpdateGroup", ("GroupName", "old"), ("NewGroupName", "new"));
        await root.Iam("CreateGroup", ("GroupName", "old"));
        Assert.Empty((await root.Iam("GetGroup", ("GroupName", "old"))).All("UserName"));
        await root.Refused(
            "EntityAlreadyExists",
            "Group with name NEW already exists.",
            "UpdateGroup",
            ("GroupName", "new"),
            ("NewGroupName", "NEW")
        );
        Assert.Equal(["x"], (await root.Iam("GetGroup", ("GroupName", "new"))).All("UserName"));
    }

    [Fact]
    public async Task Another_groups_name_is_taken()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateGroup", ("GroupName", "a"));
        await root.Iam("CreateGroup", ("GroupName", "B"));
        await root.Refused(
            "EntityAlreadyExists",
            "Group with name b already exists.",
            "UpdateGroup",
            ("GroupName", "a"),
            ("NewGroupName", "b")
        );
        await root.Refused(
            "NoSuchEntity",
            "The group with name none cannot be found.",
            "UpdateGroup",
            ("GroupName", "none"),
            ("NewPath", "/p/")
        );
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_group_and_on_what_it_becomes()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateGroup", ("GroupName", "g"));
        var caller = await root.NewUserAsync("caller", Documents.Allow("iam:UpdateGroup", root.Arn("group/g")));
        await caller.Refused("AccessDenied", null, "UpdateGroup", ("GroupName", "g"), ("NewGroupName", "h"));
        await root.PutPolicyAsync("caller", Documents.Allow("iam:UpdateGroup", root.Arn("group/?")));
        await caller.Iam("UpdateGroup", ("GroupName", "g"), ("NewGroupName", "h"));
    }
}
