using Mantle.Core.Storage;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.LoginProfiles;

[Collection(ServerCollection.Name)]
public class DeleteLoginProfileTests(TestServer server)
{
    [Fact]
    public async Task The_password_and_its_hash_are_gone()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.SetPasswordAsync("x");
        await root.Iam("DeleteLoginProfile", ("UserName", "x"));
        await root.Refused("NoSuchEntity", "Login Profile for User x cannot be found.", "DeleteLoginProfile", ("UserName", "x"));
        Assert.DoesNotContain(
            (await server.Server.Part<Ledger>().AccountAsync(AccountId.Parse(root.AccountId)))!.Secrets.Keys,
            id => id.StartsWith("password/", StringComparison.Ordinal)
        );
        await root.SetPasswordAsync("x");
    }

    [Fact]
    public async Task The_user_must_be_there()
    {
        var root = await server.NewAccountAsync();
        await root.Refused("NoSuchEntity", "The user with name x cannot be found.", "DeleteLoginProfile", ("UserName", "x"));
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_user()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.SetPasswordAsync("x");
        await root.NeedsExactlyAsync("DeleteLoginProfile", root.Arn("user/x"), "user x", ("UserName", "x"));
    }
}
