using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.AccessKeys;

[Collection(ServerCollection.Name)]
public class UpdateAccessKeyTests(TestServer server)
{
    [Fact]
    public async Task An_inactive_key_is_refused_until_it_is_active_again()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("x");
        (string, string)[] key = [("UserName", "x"), ("AccessKeyId", user.Credentials.AccessKeyId)];
        await root.Iam("UpdateAccessKey", [.. key, ("Status", "Inactive")]);
        Assert.Equal("Inactive", (await root.Iam("ListAccessKeys", ("UserName", "x"))).Text("Status"));
        await user.RefusedAsync("InvalidClientTokenId", null, "sts", "GetCallerIdentity");
        await root.Iam("UpdateAccessKey", [.. key, ("Status", "Active")]);
        await user.Sts("GetCallerIdentity");
    }

    [Theory]
    [InlineData("inactive")]
    [InlineData("Expired")]
    public async Task A_key_is_active_or_inactive_and_nothing_else(string status)
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("x");
        await root.Refused(
            "ValidationError",
            "1 validation error detected: Value at 'status' failed to satisfy constraint: Member must satisfy enum value set",
            "UpdateAccessKey",
            ("UserName", "x"),
            ("AccessKeyId", user.Credentials.AccessKeyId),
            ("Status", status)
        );
    }

    [Fact]
    public async Task Another_users_key_is_not_found()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("x");
        await root.Iam("CreateUser", ("UserName", "y"));
        await root.Refused(
            "NoSuchEntity",
            $"The Access Key with id {user.Credentials.AccessKeyId} cannot be found.",
            "UpdateAccessKey",
            ("UserName", "y"),
            ("AccessKeyId", user.Credentials.AccessKeyId),
            ("Status", "Inactive")
        );
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_user()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("x");
        await root.NeedsExactlyAsync(
            "UpdateAccessKey",
            root.Arn("user/x"),
            "user x",
            ("UserName", "x"),
            ("AccessKeyId", user.Credentials.AccessKeyId),
            ("Status", "Inactive")
        );
    }
}
