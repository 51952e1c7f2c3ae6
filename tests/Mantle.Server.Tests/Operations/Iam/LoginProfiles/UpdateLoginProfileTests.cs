using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.LoginProfiles;

[Collection(ServerCollection.Name)]
public class UpdateLoginProfileTests(TestServer server)
{
    [Fact]
    public async Task What_is_not_passed_stays_as_it_is()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("x", Documents.Allow("iam:ChangePassword"));
        await root.SetPasswordAsync("x");
        await root.Iam("UpdateLoginProfile", ("UserName", "x"), ("PasswordResetRequired", "true"));
        Assert.Equal("true", (await root.Iam("GetLoginProfile", ("UserName", "x"))).Text("PasswordResetRequired"));
        await root.Iam("UpdateLoginProfile", ("UserName", "x"), ("Password", Passwords.Second));
        Assert.Equal("true", (await root.Iam("GetLoginProfile", ("UserName", "x"))).Text("PasswordResetRequired"));
        await user.Iam("ChangePassword", Passwords.Change(Passwords.Second, Passwords.Third));
        Assert.Equal("false", (await root.Iam("GetLoginProfile", ("UserName", "x"))).Text("PasswordResetRequired"));
    }

    [Fact]
    public async Task The_last_passwords_cannot_come_back_where_the_policy_says_so()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.SetPasswordAsync("x");
        await root.Iam("UpdateLoginProfile", ("UserName", "x"), ("Password", Passwords.Second));
        await root.Iam("UpdateAccountPasswordPolicy", ("PasswordReusePrevention", "2"));
        foreach (var used in new[] { Passwords.First, Passwords.Second })
            await root.Refused(
                "PasswordPolicyViolation",
                "Password does not conform to the account password policy.",
                "UpdateLoginProfile",
                ("UserName", "x"),
                ("Password", used)
            );
        await root.Iam("UpdateLoginProfile", ("UserName", "x"), ("Password", Passwords.Third));
        await root.Iam("UpdateLoginProfile", ("UserName", "x"), ("Password", Passwords.First));
    }

    [Fact]
    public async Task A_user_without_a_password_has_nothing_to_update()
    {
        var root = await server.NewAccountAsync();
        await root.Refused("NoSuchEntity", "The user with name x cannot be found.", "UpdateLoginProfile", ("UserName", "x"));
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.Refused(
            "NoSuchEntity",
            "Login Profile for User x cannot be found.",
            "UpdateLoginProfile",
            ("UserName", "x"),
            ("Password", Passwords.First)
        );
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_user()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.SetPasswordAsync("x");
        await root.NeedsExactlyAsync(
            "UpdateLoginProfile",
            root.Arn("user/x"),
            "user x",
            ("UserName", "x"),
            ("PasswordResetRequired", "true")
        );
    }
}
