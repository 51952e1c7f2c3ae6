using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Groups;

[Collection(ServerCollection.Name)]
public class ListGroupsTests(TestServer server)
{
    [Fact]
    public async Task Pages_are_in_name_order_and_a_path_prefix_narrows_them()
    {
        var root = await server.NewAccountAsync();
        await root.PagesWholeAsync("ListGroups", "GroupName", []);
        await root.Iam("CreateGroup", ("GroupName", "c"));
        await root.Iam("CreateGroup", ("GroupName", "B"), ("Path", "/p/"));
        await root.Iam("CreateGroup", ("GroupName", "a"), ("Path", "/p/q/"));
        Assert.Equal("Arn CreateDate GroupId GroupName Path", (await root.Iam("ListGroups")).Members("member"));
        await root.PagesWholeAsync("ListGroups", "GroupName", ["a", "B", "c"]);
        await root.PagesWholeAsync("ListGroups", "GroupName", ["a", "B"], ("PathPrefix", "/p/"));
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_path()
    {
        var root = await server.NewAccountAsync();
        await root.NeedsExactlyAsync("ListGroups", root.Arn("group/"), root.Arn("group/"));
    }
}
