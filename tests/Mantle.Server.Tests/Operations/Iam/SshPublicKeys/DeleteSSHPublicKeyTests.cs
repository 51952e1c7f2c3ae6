using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.SshPublicKeys;

[Collection(ServerCollection.Name)]
public class DeleteSSHPublicKeyTests(TestServer server)
{
    [Fact]
    public async Task A_deleted_key_is_gone_and_can_be_uploaded_again()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        var id = await root.UploadKeyAsync("x", TestKeys.Ssh());
        await root.Iam("DeleteSSHPublicKey", ("UserName", "x"), ("SSHPublicKeyId", id));
        Assert.Empty((await root.Iam("ListSSHPublicKeys", ("UserName", "x"))).All("SSHPublicKeyId"));
        await root.Refused(
            "NoSuchEntity",
            "The Public Key with id APKAXXXXXXXXXXXXXXXXX cannot be found.",
            "DeleteSSHPublicKey",
            ("UserName", "x"),
            ("SSHPublicKeyId", "APKAXXXXXXXXXXXXXXXXX")
        );
        await root.UploadKeyAsync("x", TestKeys.Ssh());
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_user()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        var id = await root.UploadKeyAsync("x", TestKeys.Ssh());
        await root.NeedsExactlyAsync("DeleteSSHPublicKey", root.Arn("user/x"), "user x", ("UserName", "x"), ("SSHPublicKeyId", id));
    }
}
