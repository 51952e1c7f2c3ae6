using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Groups;

[Collection(ServerCollection.Name)]
public class RemoveUserFromGroupTests(TestServer server)
{
    [Fact]
    public async Task The_groups_policies_are_the_users_no_more_from_the_next_call_on()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("x");
        await root.Iam("CreateGroup", ("GroupName", "g"));
        await root.Iam("PutGroupPolicy", ("GroupName", "g"), ("PolicyName", "p"), ("PolicyDocument", Documents.Allow("iam:ListUsers")));
        await root.Iam("AddUserToGroup", ("GroupName", "g"), ("UserName", "x"));
        await user.Iam("ListUsers");
        await root.Iam("RemoveUserFromGroup", ("GroupName", "G"), ("UserName", "X"));
        await user.Refused("AccessDenied", null, "ListUsers");
        Assert.Equal("", (await root.Iam("GetGroup", ("GroupName", "g"))).Members("Users"));
    }

    [Fact]
    public async Task Removing_who_is_not_in_the_group_changes_nothing()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.Iam("CreateGroup", ("GroupName", "g"));
        await root.Iam("RemoveUserFromGroup", ("GroupName", "g"), ("UserName", "x"));
    }

    [Fact]
    public async Task A_missing_user_is_noticed_before_a_missing_group()
    {
        var root = await server.NewAccountAsync();
        await root.Refused(
            "NoSuchEntity",
            "The user with name nobody cannot be found.",
            "RemoveUserFromGroup",
            ("GroupName", "none"),
            ("UserName", "nobody")
        );
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.Refused(
            "NoSuchEntity",
            "The group with name none cannot be found.",
            "RemoveUserFromGroup",
            ("GroupName", "none"),
            ("UserName", "x")
        );
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_group()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.Iam("CreateGroup", ("GroupName", "g"));
        await root.NeedsExactlyAsync("RemoveUserFromGroup", root.Arn("group/g"), "group g", ("GroupName", "g"), ("UserName", "x"));
    }
}
