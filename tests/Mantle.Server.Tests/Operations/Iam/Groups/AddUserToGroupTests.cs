using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Groups;

[Collection(ServerCollection.Name)]
public class AddUserToGroupTests(TestServer server)
{
    [Fact]
    public async Task The_groups_policies_are_the_users_from_the_next_call_on()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("x");
        await root.Iam("CreateGroup", ("GroupName", "g"));
        await root.Iam("PutGroupPolicy", ("GroupName", "g"), ("PolicyName", "p"), ("PolicyDocument", Documents.Allow("iam:ListUsers")));
        await user.Refused("AccessDenied", null, "ListUsers");
        await root.Iam("AddUserToGroup", ("GroupName", "g"), ("UserName", "x"));
        await user.Iam("ListUsers");
    }

    [Fact]
    public async Task Adding_a_second_time_in_whatever_case_changes_nothing()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.Iam("CreateGroup", ("GroupName", "g"));
        await root.Iam("AddUserToGroup", ("GroupName", "g"), ("UserName", "x"));
        await root.Iam("AddUserToGroup", ("GroupName", "G"), ("UserName", "X"));
        Assert.Equal(["g"], (await root.Iam("ListGroupsForUser", ("UserName", "x"))).All("GroupName"));
    }

    [Fact]
    public async Task A_user_is_in_ten_groups_at_most()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        for (var i = 0; i <= 10; i++)
            await root.Iam("CreateGroup", ("GroupName", $"g{i}"));
        for (var i = 0; i < 10; i++)
            await root.Iam("AddUserToGroup", ("GroupName", $"g{i}"), ("UserName", "x"));
        await root.Refused(
            "LimitExceeded",
            "Cannot exceed quota for GroupsPerUser: 10",
            "AddUserToGroup",
            ("GroupName", "g10"),
            ("UserName", "x")
        );
        await root.Iam("AddUserToGroup", ("GroupName", "g9"), ("UserName", "x"));
    }

    [Fact]
    public async Task Who_or_what_is_not_there_is_named_in_the_error()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.Iam("CreateGroup", ("GroupName", "g"));
        await root.Refused(
            "NoSuchEntity",
            "The user with name nobody cannot be found.",
            "AddUserToGroup",
            ("GroupName", "g"),
            ("UserName", "nobody")
        );
        await root.Refused(
            "NoSuchEntity",
            "The group with name none cannot be found.",
            "AddUserToGroup",
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
        await root.NeedsExactlyAsync("AddUserToGroup", root.Arn("group/g"), "group g", ("GroupName", "g"), ("UserName", "x"));
    }
}
