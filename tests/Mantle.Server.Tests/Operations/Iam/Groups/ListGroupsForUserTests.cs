using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Groups;

[Collection(ServerCollection.Name)]
public class ListGroupsForUserTests(TestServer server)
{
    [Fact]
    public async Task Pages_hold_the_users_groups_and_survive_changes_between_them()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.PagesWholeAsync("ListGroupsForUser", "GroupName", [], ("UserName", "x"));
        foreach (var name in new[] { "d", "B", "c", "a" })
        {
            await root.Iam("CreateGroup", ("GroupName", name));
            await root.Iam("AddUserToGroup", ("GroupName", name), ("UserName", "x"));
        }
        Assert.Equal("Arn CreateDate GroupId GroupName Path", (await root.Iam("ListGroupsForUser", ("UserName", "x"))).Members("member"));
        await root.PagesWholeAsync("ListGroupsForUser", "GroupName", ["a", "B", "c", "d"], ("UserName", "x"));

        var first = await root.Iam("ListGroupsForUser", ("UserName", "x"), ("MaxItems", "2"));
        await root.Iam("RemoveUserFromGroup", ("GroupName", "a"), ("UserName", "x"));
        Assert.Equal(
            ["c", "d"],
            (await root.Iam("ListGroupsForUser", ("UserName", "x"), ("Marker", first.Text("Marker")))).All("GroupName")
        );
    }

    [Fact]
    public async Task A_user_that_is_not_there_is_named_in_the_error()
    {
        var root = await server.NewAccountAsync();
        await root.Refused("NoSuchEntity", "The user with name x cannot be found.", "ListGroupsForUser", ("UserName", "x"));
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_user()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.NeedsExactlyAsync("ListGroupsForUser", root.Arn("user/x"), "user x", ("UserName", "x"));
    }
}
