using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.InstanceProfiles;

[Collection(ServerCollection.Name)]
public class ListInstanceProfilesForRoleTests(TestServer server)
{
    [Fact]
    public async Task Pages_hold_the_profiles_that_the_role_is_in()
    {
        var root = await server.NewAccountAsync();
        await root.NewRoleAsync("r");
        await root.PagesWholeAsync("ListInstanceProfilesForRole", "InstanceProfileName", [], ("RoleName", "r"));
        foreach (var name in new[] { "c", "B", "a", "d" })
        {
            await root.Iam("CreateInstanceProfile", ("InstanceProfileName", name));
            await root.Iam("AddRoleToInstanceProfile", ("InstanceProfileName", name), ("RoleName", "R"));
        }
        await root.Iam("RemoveRoleFromInstanceProfile", ("InstanceProfileName", "d"), ("RoleName", "r"));
        await root.PagesWholeAsync("ListInstanceProfilesForRole", "InstanceProfileName", ["a", "B", "c"], ("RoleName", "r"));
    }

    [Fact]
    public async Task A_role_that_is_not_there_is_named_in_the_error()
    {
        var root = await server.NewAccountAsync();
        await root.Refused("NoSuchEntity", "The role with name r cannot be found.", "ListInstanceProfilesForRole", ("RoleName", "r"));
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_role()
    {
        var root = await server.NewAccountAsync();
        await root.NewRoleAsync("r");
        await root.NeedsExactlyAsync("ListInstanceProfilesForRole", root.Arn("role/r"), "role r", ("RoleName", "r"));
    }
}
