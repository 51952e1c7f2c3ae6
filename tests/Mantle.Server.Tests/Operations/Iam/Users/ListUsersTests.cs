using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Users;

[Collection(ServerCollection.Name)]
public class ListUsersTests(TestServer server)
{
    [Fact]
    public async Task A_listed_user_has_neither_tags_nor_boundary()
    {
        var root = await server.NewAccountAsync();
        await root.Iam(
            "CreateUser",
            ("UserName", "a"),
            ("Tags.member.1.Key", "k"),
            ("Tags.member.1.Value", "v"),
            ("PermissionsBoundary", "arn:aws:iam::aws:policy/ReadOnlyAccess")
        );
        var answer = await root.Iam("ListUsers");
        Assert.Equal("Arn CreateDate Path UserId UserName", answer.Members("member"));
        Assert.Equal("IsTruncated Users", answer.Members("ListUsersResult"));
    }

    [Fact]
    public async Task An_account_without_users_lists_none()
    {
        var root = await server.NewAccountAsync();
        Assert.Equal("", (await root.Iam("ListUsers")).Members("Users"));
    }

    [Fact]
    public async Task Pages_are_in_name_order()
    {
        var root = await server.NewAccountAsync();
        foreach (var name in new[] { "delta", "Alpha", "charlie", "Bravo", "echo" })
            await root.Iam("CreateUser", ("UserName", name));
        await root.PagesWholeAsync("ListUsers", "UserName", ["Alpha", "Bravo", "charlie", "delta", "echo"]);
    }

    [Fact]
    public async Task Writes_between_two_pages_lose_and_repeat_nothing_that_was_there_throughout()
    {
        var root = await server.NewAccountAsync();
        foreach (var name in new[] { "b", "d", "f", "h" })
            await root.Iam("CreateUser", ("UserName", name));
        var first = await root.Iam("ListUsers", ("MaxItems", "2"));
        await root.Iam("DeleteUser", ("UserName", "d"));
        await root.Iam("CreateUser", ("UserName", "a"));
        await root.Iam("CreateUser", ("UserName", "g"));
        var second = await root.Iam("ListUsers", ("Marker", first.Text("Marker")));
        Assert.Equal(["f", "g", "h"], second.All("UserName"));
    }

    [Theory]
    [InlineData("/", "a b c")]
    [InlineData("/team/", "b c")]
    [InlineData("/tea", "b c")]
    [InlineData("/team/x/", "c")]
    [InlineData("/none/", "")]
    public async Task A_path_prefix_narrows_the_list(string prefix, string names)
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "a"));
        await root.Iam("CreateUser", ("UserName", "b"), ("Path", "/team/"));
        await root.Iam("CreateUser", ("UserName", "c"), ("Path", "/team/x/"));
        Assert.Equal(names, string.Join(' ', (await root.Iam("ListUsers", ("PathPrefix", prefix))).All("UserName")));
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_path()
    {
        var root = await server.NewAccountAsync();
        await root.NeedsExactlyAsync("ListUsers", root.Arn("user/team/"), root.Arn("user/team/"), ("PathPrefix", "/team/"));
    }
}
