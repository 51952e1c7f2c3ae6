using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.AccessKeys;

[Collection(ServerCollection.Name)]
public class CreateAccessKeyTests(TestServer server)
{
    [Fact]
    public async Task The_secret_is_in_the_answer_and_works_at_once()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        var answer = await root.Iam("CreateAccessKey", ("UserName", "x"));
        Assert.Equal("AccessKeyId CreateDate SecretAccessKey Status UserName", answer.Members("AccessKey"));
        Assert.Matches("^AKIA[A-Z2-7]{16}$", answer.Text("AccessKeyId"));
        Assert.Equal(40, answer.Text("SecretAccessKey").Length);
        Assert.Equal(("Active", "x"), (answer.Text("Status"), answer.Text("UserName")));
        var user = root.With(new(answer.Text("AccessKeyId"), answer.Text("SecretAccessKey")));
        Assert.Equal(root.Arn("user/x"), (await user.Sts("GetCallerIdentity")).Text("Arn"));
    }

    [Fact]
    public async Task A_user_has_two_keys_at_most_inactive_ones_included()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        var first = (await root.Iam("CreateAccessKey", ("UserName", "x"))).Text("AccessKeyId");
        await root.Iam("UpdateAccessKey", ("UserName", "x"), ("AccessKeyId", first), ("Status", "Inactive"));
        await root.Iam("CreateAccessKey", ("UserName", "x"));
        await root.Refused("LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: 2", "CreateAccessKey", ("UserName", "x"));
    }

    [Fact]
    public async Task Without_a_name_it_is_the_callers_own()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("x", Documents.Allow("iam:CreateAccessKey", root.Arn("user/x")));
        Assert.Equal("x", (await user.Iam("CreateAccessKey")).Text("UserName"));
    }

    [Fact]
    public async Task The_root_user_has_keys_of_its_own()
    {
        var root = await server.NewAccountAsync();
        var key = await root.Iam("CreateAccessKey");
        var second = root.With(new(key.Text("AccessKeyId"), key.Text("SecretAccessKey")));
        Assert.Equal(root.Arn("root"), (await second.Sts("GetCallerIdentity")).Text("Arn"));
        await root.Refused("LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: 2", "CreateAccessKey");
    }

    [Fact]
    public async Task A_user_that_is_not_there_is_named_in_the_error()
    {
        var root = await server.NewAccountAsync();
        await root.Refused("NoSuchEntity", "The user with name nobody cannot be found.", "CreateAccessKey", ("UserName", "nobody"));
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_user()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.NeedsExactlyAsync("CreateAccessKey", root.Arn("user/x"), "user x", ("UserName", "x"));
    }
}
