using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.SshPublicKeys;

[Collection(ServerCollection.Name)]
public class ListSSHPublicKeysTests(TestServer server)
{
    [Fact]
    public async Task Pages_hold_every_key_without_its_body()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.PagesWholeAsync("ListSSHPublicKeys", "SSHPublicKeyId", [], ("UserName", "x"));
        var ids = new[] { await root.UploadKeyAsync("x", TestKeys.Ssh()), await root.UploadKeyAsync("x", TestKeys.Ssh(1)) };
        await root.PagesWholeAsync("ListSSHPublicKeys", "SSHPublicKeyId", [.. ids.Order(StringComparer.Ordinal)], ("UserName", "x"));
        Assert.Equal(
            "SSHPublicKeyId Status UploadDate UserName",
            (await root.Iam("ListSSHPublicKeys", ("UserName", "x"))).Members("member")
        );
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_user()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.NeedsExactlyAsync("ListSSHPublicKeys", root.Arn("user/x"), "user x", ("UserName", "x"));
    }
}
