using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Groups;

[Collection(ServerCollection.Name)]
public class GetGroupTests(TestServer server)
{
    [Fact]
    public async Task A_group_is_shown_with_its_members_in_name_order()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateGroup", ("GroupName", "g"));
        var empty = await root.Iam("GetGroup", ("GroupName", "G"));
        Assert.Equal("Group IsTruncated Users", empty.Members("GetGroupResult"));
        Assert.Equal("", empty.Members("Users"));
        foreach (var name in new[] { "c", "A", "b" })
        {
            await root.Iam("CreateUser", ("UserName", name), ("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v"));
            await root.Iam("AddUserToGroup", ("GroupName", "g"), ("UserName", name));
        }
        Assert.Equal("Arn CreateDate Path UserId UserName", (await root.Iam("GetGroup", ("GroupName", "g"))).Members("member"));
        await root.PagesWholeAsync("GetGroup", "UserName", ["A", "b", "c"], ("GroupName", "g"));
    }

    [Fact]
    public async Task A_group_that_is_not_there_is_named_in_the_error()
    {
        var root = await server.NewAccountAsync();
        await root.Refused("NoSuchEntity", "The group with name g cannot be found.", "GetGroup", ("GroupName", "g"));
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_group()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateGroup", ("GroupName", "g"), ("Path", "/p/"));
        await root.NeedsExactlyAsync("GetGroup", root.Arn("group/p/g"), "group g", ("GroupName", "g"));
    }
}
