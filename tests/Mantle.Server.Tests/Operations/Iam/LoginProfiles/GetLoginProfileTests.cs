using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.LoginProfiles;

[Collection(ServerCollection.Name)]
public class GetLoginProfileTests(TestServer server)
{
    [Fact]
    public async Task A_profile_follows_its_user_through_a_rename()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.Iam("CreateLoginProfile", ("UserName", "x"), ("Password", Passwords.First), ("PasswordResetRequired", "true"));
        await root.Iam("UpdateUser", ("UserName", "x"), ("NewUserName", "renamed"));
        var answer = await root.Iam("GetLoginProfile", ("UserName", "renamed"));
        Assert.Equal("CreateDate PasswordResetRequired UserName", answer.Members("LoginProfile"));
        Assert.Equal(("renamed", "true"), (answer.Text("UserName"), answer.Text("PasswordResetRequired")));
    }

    [Fact]
    public async Task What_is_missing_is_named()
    {
        var root = await server.NewAccountAsync();
        await root.Refused("NoSuchEntity", "The user with name x cannot be found.", "GetLoginProfile", ("UserName", "x"));
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.Refused("NoSuchEntity", "Login Profile for User x cannot be found.", "GetLoginProfile", ("UserName", "x"));
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_user()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.SetPasswordAsync("x");
        await root.NeedsExactlyAsync("GetLoginProfile", root.Arn("user/x"), "user x", ("UserName", "x"));
    }
}
