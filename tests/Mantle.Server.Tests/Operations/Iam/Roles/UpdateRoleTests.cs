using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Roles;

[Collection(ServerCollection.Name)]
public class UpdateRoleTests(TestServer server)
{
    [Fact]
    public async Task What_is_not_given_stays_as_it_was()
    {
        var root = await server.NewAccountAsync();
        await root.NewRoleAsync("r", ("Description", "first"));
        var answer = await root.Iam("UpdateRole", ("RoleName", "r"), ("Description", "second"), ("MaxSessionDuration", "7200"));
        Assert.Equal("", answer.Members("UpdateRoleResult"));
        await root.Iam("UpdateRole", ("RoleName", "R"));
        var role = await root.Iam("GetRole", ("RoleName", "r"));
        Assert.Equal(("second", "7200"), (role.Text("Description"), role.Text("MaxSessionDuration")));
    }

    [Fact]
    public async Task A_role_that_is_not_there_is_named_in_the_error()
    {
        var root = await server.NewAccountAsync();
        await root.Refused("NoSuchEntity", "The role with name r cannot be found.", "UpdateRole", ("RoleName", "r"));
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_role_whose_boundary_can_be_a_condition()
    {
        var root = await server.NewAccountAsync();
        await root.NewRoleAsync("r", ("PermissionsBoundary", "arn:aws:iam::aws:policy/ReadOnlyAccess"));
        await root.NeedsExactlyAsync("UpdateRole", root.Arn("role/r"), "role r", ("RoleName", "r"));
        await root.NeedsConditionAsync(
            "UpdateRole",
            """{"StringEquals":{"iam:PermissionsBoundary":"arn:aws:iam::aws:policy/ReadOnlyAccess"}}""",
            """{"Null":{"iam:PermissionsBoundary":"true"}}""",
            ("RoleName", "r")
        );
    }
}
