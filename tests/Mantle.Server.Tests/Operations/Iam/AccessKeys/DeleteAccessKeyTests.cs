using Mantle.Core.Storage;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.AccessKeys;

[Collection(ServerCollection.Name)]
public class DeleteAccessKeyTests(TestServer server)
{
    [Fact]
    public async Task A_deleted_key_is_refused_and_its_secret_is_gone()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("x");
        await root.Iam("DeleteAccessKey", ("UserName", "x"), ("AccessKeyId", user.Credentials.AccessKeyId));
        await user.RefusedAsync(
            "InvalidClientTokenId",
            "The security token included in the request is invalid.",
            "sts",
            "GetCallerIdentity"
        );
        Assert.False(
            (await server.Server.Part<Ledger>().AccountAsync(AccountId.Parse(root.AccountId)))!.Secrets.ContainsKey(
                user.Credentials.AccessKeyId
            )
        );
        await root.Refused(
            "NoSuchEntity",
            $"The Access Key with id {user.Credentials.AccessKeyId} cannot be found.",
            "DeleteAccessKey",
            ("UserName", "x"),
            ("AccessKeyId", user.Credentials.AccessKeyId)
        );
    }

    [Fact]
    public async Task A_user_can_delete_its_own_key_without_naming_itself()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("x", Documents.Allow("iam:DeleteAccessKey", root.Arn("user/x")));
        await user.Iam("DeleteAccessKey", ("AccessKeyId", user.Credentials.AccessKeyId));
        await user.RefusedAsync("InvalidClientTokenId", null, "sts", "GetCallerIdentity");
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_user()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("x");
        await root.NeedsExactlyAsync(
            "DeleteAccessKey",
            root.Arn("user/x"),
            "user x",
            ("UserName", "x"),
            ("AccessKeyId", user.Credentials.AccessKeyId)
        );
    }
}
