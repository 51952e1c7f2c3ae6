using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.PasswordPolicies;

[Collection(ServerCollection.Name)]
public class UpdateAccountPasswordPolicyTests(TestServer server)
{
    [Fact]
    public async Task What_is_not_passed_goes_back_to_its_default()
    {
        var root = await server.NewAccountAsync();
        await root.Iam(
            "UpdateAccountPasswordPolicy",
            ("MinimumPasswordLength", "10"),
            ("RequireSymbols", "true"),
            ("RequireNumbers", "true"),
            ("RequireUppercaseCharacters", "true"),
            ("RequireLowercaseCharacters", "true"),
            ("AllowUsersToChangePassword", "true"),
            ("MaxPasswordAge", "60"),
            ("PasswordReusePrevention", "3"),
            ("HardExpiry", "true")
        );
        var custom = await root.Iam("GetAccountPasswordPolicy");
        Assert.Equal(
            "AllowUsersToChangePassword ExpirePasswords HardExpiry MaxPasswordAge MinimumPasswordLength "
                + "PasswordReusePrevention RequireLowercaseCharacters RequireNumbers RequireSymbols RequireUppercaseCharacters",
            custom.Members("PasswordPolicy")
        );
        Assert.Equal(
            ("10", "60", "3", "true", "true"),
            (
                custom.Text("MinimumPasswordLength"),
                custom.Text("MaxPasswordAge"),
                custom.Text("PasswordReusePrevention"),
                custom.Text("ExpirePasswords"),
                custom.Text("HardExpiry")
            )
        );
        await root.Iam("UpdateAccountPasswordPolicy");
        var defaults = await root.Iam("GetAccountPasswordPolicy");
        Assert.Equal(
            "AllowUsersToChangePassword ExpirePasswords MinimumPasswordLength RequireLowercaseCharacters RequireNumbers "
                + "RequireSymbols RequireUppercaseCharacters",
            defaults.Members("PasswordPolicy")
        );
        Assert.Equal("6", defaults.Text("MinimumPasswordLength"));
        Assert.Equal(6, defaults.Find("PasswordPolicy")!.Elements().Count(member => member.Value == "false"));
    }

    [Fact]
    public async Task It_takes_its_permission()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("x");
        await user.Refused("AccessDenied", null, "UpdateAccountPasswordPolicy");
        await root.PutPolicyAsync("x", Documents.Allow("iam:UpdateAccountPasswordPolicy"));
        await user.Iam("UpdateAccountPasswordPolicy");
    }
}
