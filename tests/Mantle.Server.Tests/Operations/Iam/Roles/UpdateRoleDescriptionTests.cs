using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Roles;

[Collection(ServerCollection.Name)]
public class UpdateRoleDescriptionTests(TestServer server)
{
    [Fact]
    public async Task The_answer_has_the_new_description_but_no_duration()
    {
        var root = await server.NewAccountAsync();
        await root.NewRoleAsync("r", ("MaxSessionDuration", "7200"));
        var answer = await root.Iam("UpdateRoleDescription", ("RoleName", "r"), ("Description", "new"));
        Assert.Equal("Arn AssumeRolePolicyDocument CreateDate Description Path RoleId RoleName", answer.Members("Role"));
        Assert.Equal("new", answer.Text("Description"));
        Assert.Equal("7200", (await root.Iam("GetRole", ("RoleName", "r"))).Text("MaxSessionDuration"));
    }

    [Fact]
    public async Task A_role_that_is_not_there_is_named_in_the_error()
    {
        var root = await server.NewAccountAsync();
        await root.Refused(
            "NoSuchEntity",
            "The role with name r cannot be found.",
            "UpdateRoleDescription",
            ("RoleName", "r"),
            ("Description", "d")
        );
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_role()
    {
        var root = await server.NewAccountAsync();
        await root.NewRoleAsync("r");
        await root.NeedsExactlyAsync("UpdateRoleDescription", root.Arn("role/r"), "role r", ("RoleName", "r"), ("Description", "d"));
    }
}
