using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.LoginProfiles;

[Collection(ServerCollection.Name)]
public class ChangePasswordTests(TestServer server)
{
    const string WrongPassword = "The old password was incorrect.";

    [Fact]
    public async Task The_old_password_must_be_right_and_the_new_one_takes_its_place()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("x", Documents.Allow("iam:ChangePassword", root.Arn("user/x")));
        await root.SetPasswordAsync("x");
        await user.Refused("AccessDenied", WrongPassword, "ChangePassword", Passwords.Change(Passwords.Second, Passwords.Third));
        await user.Iam("ChangePassword", Passwords.Change(Passwords.First, Passwords.Second));
        await user.Refused("AccessDenied", WrongPassword, "ChangePassword", Passwords.Change(Passwords.First, Passwords.Third));
        await user.Refused(
            "PasswordPolicyViolation",
            "Password should have a minimum length of 8",
            "ChangePassword",
            Passwords.Change(Passwords.Second, "short")
        );
        await server.RestartAsync();
        user = new TestClient(server.Server.Endpoint, server.Clock, user.AccountId, user.Credentials);
        await user.Iam("ChangePassword", Passwords.Change(Passwords.Second, Passwords.Third));
    }

    [Fact]
    public async Task Guessing_the_old_password_is_limited()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("x", Documents.Allow("iam:ChangePassword"));
        await root.SetPasswordAsync("x");
        for (var i = 0; i < 5; i++)
            await user.Refused("AccessDenied", WrongPassword, "ChangePassword", Passwords.Change($"wrong-{i}", Passwords.Second));
        await user.Refused("AccessDenied", WrongPassword, "ChangePassword", Passwords.Change(Passwords.First, Passwords.Second));
        server.Clock.Advance(TimeSpan.FromMinutes(5));
        await user.Iam("ChangePassword", Passwords.Change(Passwords.First, Passwords.Second));
    }

    [Fact]
    public async Task The_accounts_policy_can_let_every_user_and_an_explicit_deny_still_denies()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("x");
        var denied = await root.NewUserAsync("denied", Documents.Deny("iam:ChangePassword"));
        foreach (var name in new[] { "x", "denied" })
            await root.SetPasswordAsync(name);
        await user.Refused(
            "AccessDenied",
            $"User: {root.Arn("user/x")} is not authorized to perform: iam:ChangePassword on resource: user x because no "
                + $"identity-based policy allows the iam:ChangePassword action",
            "ChangePassword",
            Passwords.Change(Passwords.First, Passwords.Second)
        );
        await root.Iam("UpdateAccountPasswordPolicy", ("AllowUsersToChangePassword", "true"));
        await user.Iam("ChangePassword", Passwords.Change(Passwords.First, Passwords.Second));
        await user.Iam("GetAccountPasswordPolicy");
        await user.Refused("AccessDenied", null, "GetUser");
        await denied.Refused("AccessDenied", null, "ChangePassword", Passwords.Change(Passwords.First, Passwords.Second));
        await root.Iam("DeleteAccountPasswordPolicy");
        await user.Refused("AccessDenied", null, "ChangePassword", Passwords.Change(Passwords.Second, Passwords.Third));
    }

    [Fact]
    public async Task Only_users_with_a_password_can_change_it()
    {
        var root = await server.NewAccountAsync();
        await root.Refused(
            "InvalidUserType",
            "Only IAM Users can change their own password",
            "ChangePassword",
            Passwords.Change(Passwords.First, Passwords.Second)
        );
        var user = await root.NewUserAsync("x", Documents.Allow("iam:ChangePassword"));
        await user.Refused(
            "NoSuchEntity",
            "Login Profile for User x cannot be found.",
            "ChangePassword",
            Passwords.Change(Passwords.First, Passwords.Second)
        );
    }
}
