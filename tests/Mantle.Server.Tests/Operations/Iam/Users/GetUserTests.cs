using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Users;

[Collection(ServerCollection.Name)]
public class GetUserTests(TestServer server)
{
    [Fact]
    public async Task Tags_and_boundary_are_there_only_where_the_user_has_them()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "Alice"));
        Assert.Equal("Arn CreateDate Path UserId UserName", (await root.Iam("GetUser", ("UserName", "Alice"))).Members("User"));
        await root.Iam("TagUser", ("UserName", "Alice"), ("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v"));
        await root.Iam(
            "PutUserPermissionsBoundary",
            ("UserName", "Alice"),
            ("PermissionsBoundary", "arn:aws:iam::aws:policy/ReadOnlyAccess")
        );
        Assert.Equal(
            "Arn CreateDate Path PermissionsBoundary Tags UserId UserName",
            (await root.Iam("GetUser", ("UserName", "Alice"))).Members("User")
        );
    }

    [Fact]
    public async Task Names_ignore_case_and_are_shown_as_they_were_given()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "Alice"));
        Assert.Equal("Alice", (await root.Iam("GetUser", ("UserName", "aLICE"))).Text("UserName"));
    }

    [Fact]
    public async Task Without_a_name_it_is_the_callers_own()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("alice", Documents.Allow("iam:GetUser", root.Arn("user/${aws:username}")));
        Assert.Equal("alice", (await user.Iam("GetUser")).Text("UserName"));
        await user.Refused("AccessDenied", null, "GetUser", ("UserName", "bob"));
    }

    [Fact]
    public async Task The_root_user_has_no_path_and_the_accounts_alias_as_its_name()
    {
        var root = await server.NewAccountAsync();
        var answer = await root.Iam("GetUser");
        Assert.Equal("Arn CreateDate UserId", answer.Members("User"));
        Assert.Equal((root.Arn("root"), root.AccountId), (answer.Text("Arn"), answer.Text("UserId")));
        var alias = $"a-{Guid.NewGuid():N}";
        await root.Iam("CreateAccountAlias", ("AccountAlias", alias));
        Assert.Equal(alias, (await root.Iam("GetUser")).Text("UserName"));
    }

    [Fact]
    public async Task A_role_session_has_no_user_of_its_own()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev");
        var role = await root.NewRoleAsync("r");
        await root.Iam("UpdateAssumeRolePolicy", ("RoleName", "r"), ("PolicyDocument", Documents.Trust(root.Arn("user/dev"))));
        var session = await user.AssumeAsync(role);
        await session.Refused("ValidationError", "Must specify userName when calling with non-User credentials", "GetUser");
    }

    [Fact]
    public async Task A_user_that_is_not_there_is_named_in_the_error()
    {
        var root = await server.NewAccountAsync();
        await root.Refused("NoSuchEntity", "The user with name nobody cannot be found.", "GetUser", ("UserName", "nobody"));
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_user()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"), ("Path", "/team/"));
        await root.NeedsExactlyAsync("GetUser", root.Arn("user/team/x"), "user x", ("UserName", "x"));
    }

    [Fact]
    public async Task The_users_tags_can_be_made_a_condition()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"), ("Tags.member.1.Key", "Team"), ("Tags.member.1.Value", "red"));
        await root.NeedsConditionAsync(
            "GetUser",
            """{"StringEquals":{"aws:ResourceTag/team":"red","iam:ResourceTag/TEAM":"red"}}""",
            """{"StringEquals":{"iam:ResourceTag/team":"blue"}}""",
            ("UserName", "x")
        );
    }
}
