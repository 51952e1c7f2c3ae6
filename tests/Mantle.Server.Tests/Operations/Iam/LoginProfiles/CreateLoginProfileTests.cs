using Mantle.Core.Accounts;
using Mantle.Core.Secrets;
using Mantle.Core.Storage;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.LoginProfiles;

[Collection(ServerCollection.Name)]
public class CreateLoginProfileTests(TestServer server)
{
    [Fact]
    public async Task A_new_profile_says_nothing_of_the_password()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        var answer = await root.SetPasswordAsync("x");
        Assert.Equal("CreateDate PasswordResetRequired UserName", answer.Members("LoginProfile"));
        Assert.Equal("false", answer.Text("PasswordResetRequired"));
        await root.Refused(
            "EntityAlreadyExists",
            "Login Profile for user x already exists.",
            "CreateLoginProfile",
            ("UserName", "x"),
            ("Password", Passwords.First)
        );
    }

    [Theory]
    [InlineData("Short-1", "Password should have a minimum length of 8")]
    [InlineData(
        "onlylower123",
        "Password should meet 1 more of the following requirements: Password should have at least one uppercase letter, "
            + "Password should have at least one symbol"
    )]
    [InlineData(
        "onlylower",
        "Password should meet 2 more of the following requirements: Password should have at least one uppercase letter, "
            + "Password should have at least one number, Password should have at least one symbol"
    )]
    public async Task Without_a_policy_of_the_account_awss_own_rules_apply(string password, string message)
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.Refused("PasswordPolicyViolation", message, "CreateLoginProfile", ("UserName", "x"), ("Password", password));
        await root.Refused("NoSuchEntity", "Login Profile for User x cannot be found.", "GetLoginProfile", ("UserName", "x"));
    }

    [Theory]
    [InlineData("MinimumPasswordLength", "16", "abcdefghijklmno", "abcdefghijklmnop", "Password should have a minimum length of 16")]
    [InlineData("RequireUppercaseCharacters", "true", "abcdef", "abcdeF", "Password should have at least one uppercase letter")]
    [InlineData("RequireLowercaseCharacters", "true", "ABCDEF", "ABCDEf", "Password should have at least one lowercase letter")]
    [InlineData("RequireNumbers", "true", "abcdef", "abcde6", "Password should have at least one number")]
    [InlineData("RequireSymbols", "true", "abcdef", "abcde|", "Password should have at least one symbol")]
    public async Task Each_rule_of_the_accounts_policy_is_enforced(
        string rule,
        string value,
        string refused,
        string allowed,
        string message
    )
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.Iam("UpdateAccountPasswordPolicy", (rule, value));
        await root.Refused("PasswordPolicyViolation", message, "CreateLoginProfile", ("UserName", "x"), ("Password", refused));
        await root.SetPasswordAsync("x", allowed);
    }

    [Fact]
    public async Task The_user_must_be_there_and_the_password_given()
    {
        var root = await server.NewAccountAsync();
        await root.Refused(
            "NoSuchEntity",
            "The user with name nobody cannot be found.",
            "CreateLoginProfile",
            ("UserName", "nobody"),
            ("Password", Passwords.First)
        );
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.Refused(
            "ValidationError",
            "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must not be null",
            "CreateLoginProfile",
            ("UserName", "x")
        );
    }

    [Fact]
    public async Task A_password_is_kept_only_as_a_hash_with_a_salt_and_that_sealed()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.SetPasswordAsync("x");
        var services = server.Server;
        var account = (await services.Part<Ledger>().AccountAsync(AccountId.Parse(root.AccountId)))!;
        var id = LoginProfile.SecretId(account.Users.Find("x")!);
        var kept = services.Part<SecretBox>().Open(id, account.Secrets[id]);
        Assert.Matches(@"^pbkdf2-sha256\$600000\$[A-Za-z0-9+/]{22}==\$[A-Za-z0-9+/]{43}=$", kept);
        Assert.Equal(-1, account.Secrets[id].AsSpan().IndexOf("pbkdf2"u8));
        Assert.DoesNotContain(
            (await server.Management.CallAsync("mantle", "ListEvents", ("AccountId", root.AccountId))).All("member"),
            line => line.Contains(Passwords.First, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_user()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.NeedsExactlyAsync("CreateLoginProfile", root.Arn("user/x"), "user x", ("UserName", "x"), ("Password", Passwords.First));
    }
}
