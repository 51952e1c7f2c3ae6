using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.AccessKeys;

[Collection(ServerCollection.Name)]
public class ListAccessKeysTests(TestServer server)
{
    [Fact]
    public async Task A_listed_key_has_everything_but_its_secret()
    {
        var root = await server.NewAccountAsync();
        await root.NewUserAsync("x");
        var answer = await root.Iam("ListAccessKeys", ("UserName", "x"));
        Assert.Equal("AccessKeyId CreateDate Status UserName", answer.Members("member"));
        Assert.Null(answer.Find("SecretAccessKey"));
    }

    [Fact]
    public async Task The_root_users_keys_belong_to_no_user()
    {
        var root = await server.NewAccountAsync();
        var answer = await root.Iam("ListAccessKeys");
        Assert.Equal("AccessKeyId CreateDate Status", answer.Members("member"));
        Assert.Equal(root.Credentials.AccessKeyId, answer.Text("AccessKeyId"));
    }

    [Fact]
    public async Task Pages_of_one_hold_both_keys()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.PagesWholeAsync("ListAccessKeys", "AccessKeyId", [], ("UserName", "x"));
        var keys = new[] { await root.Iam("CreateAccessKey", ("UserName", "x")), await root.Iam("CreateAccessKey", ("UserName", "x")) };
        await root.PagesWholeAsync(
            "ListAccessKeys",
            "AccessKeyId",
            [.. keys.Select(key => key.Text("AccessKeyId")).Order(StringComparer.Ordinal)],
            ("UserName", "x")
        );
    }

    [Fact]
    public async Task A_role_session_must_name_the_user()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev");
        var role = await root.NewRoleAsync("r");
        await root.Iam("UpdateAssumeRolePolicy", ("RoleName", "r"), ("PolicyDocument", Documents.Trust(root.Arn("user/dev"))));
        await root.Iam("PutRolePolicy", ("RoleName", "r"), ("PolicyName", "p"), ("PolicyDocument", Documents.Allow("iam:*")));
        var session = await user.AssumeAsync(role);
        await session.Refused("ValidationError", "Must specify userName when calling with non-User credentials", "ListAccessKeys");
        await session.Refused("NoSuchEntity", "The user with name nobody cannot be found.", "ListAccessKeys", ("UserName", "nobody"));
        Assert.Single((await session.Iam("ListAccessKeys", ("UserName", "dev"))).All("AccessKeyId"));
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_user()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.NeedsExactlyAsync("ListAccessKeys", root.Arn("user/x"), "user x", ("UserName", "x"));
    }
}
