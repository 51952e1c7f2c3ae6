using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Roles;

[Collection(ServerCollection.Name)]
public class ListRolesTests(TestServer server)
{
    [Fact]
    public async Task A_listed_role_has_its_duration_but_neither_tags_nor_boundary_nor_last_use()
    {
        var root = await server.NewAccountAsync();
        await root.NewRoleAsync("a");
        Assert.Equal(
            "Arn AssumeRolePolicyDocument CreateDate MaxSessionDuration Path RoleId RoleName",
            (await root.Iam("ListRoles")).Members("member")
        );
        await root.Iam("DeleteRole", ("RoleName", "a"));
        await root.NewRoleAsync(
            "b",
            ("Description", "d"),
            ("PermissionsBoundary", "arn:aws:iam::aws:policy/ReadOnlyAccess"),
            ("Tags.member.1.Key", "k"),
            ("Tags.member.1.Value", "v")
        );
        Assert.Equal(
            "Arn AssumeRolePolicyDocument CreateDate Description MaxSessionDuration Path RoleId RoleName",
            (await root.Iam("ListRoles")).Members("member")
        );
    }

    [Fact]
    public async Task Pages_are_in_name_order_and_a_path_prefix_narrows_them()
    {
        var root = await server.NewAccountAsync();
        await root.PagesWholeAsync("ListRoles", "RoleName", []);
        await root.NewRoleAsync("c");
        await root.NewRoleAsync("B", ("Path", "/p/"));
        await root.NewRoleAsync("a", ("Path", "/p/q/"));
        await root.PagesWholeAsync("ListRoles", "RoleName", ["a", "B", "c"]);
        await root.PagesWholeAsync("ListRoles", "RoleName", ["a", "B"], ("PathPrefix", "/p/"));
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_path()
    {
        var root = await server.NewAccountAsync();
        await root.NeedsExactlyAsync("ListRoles", root.Arn("role/"), root.Arn("role/"));
    }
}
