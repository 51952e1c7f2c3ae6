using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.SshPublicKeys;

[Collection(ServerCollection.Name)]
public class UpdateSSHPublicKeyTests(TestServer server)
{
    [Fact]
    public async Task A_key_is_made_inactive_and_active_again()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        var id = await root.UploadKeyAsync("x", TestKeys.Ssh());
        foreach (var status in new[] { "Inactive", "Active" })
        {
            await root.Iam("UpdateSSHPublicKey", ("UserName", "x"), ("SSHPublicKeyId", id), ("Status", status));
            Assert.Equal(status, (await root.Iam("ListSSHPublicKeys", ("UserName", "x"))).Text("Status"));
        }
        await root.Refused(
            "ValidationError",
            "1 validation error detected: Value at 'status' failed to satisfy constraint: Member must satisfy enum value set",
            "UpdateSSHPublicKey",
            ("UserName", "x"),
            ("SSHPublicKeyId", id),
            ("Status", "Expired")
        );
        await root.Refused(
            "NoSuchEntity",
            "The Public Key with id APKAXXXXXXXXXXXXXXXXX cannot be found.",
            "UpdateSSHPublicKey",
            ("UserName", "x"),
            ("SSHPublicKeyId", "APKAXXXXXXXXXXXXXXXXX"),
            ("Status", "Active")
        );
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_user()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        var id = await root.UploadKeyAsync("x", TestKeys.Ssh());
        await root.NeedsExactlyAsync(
            "UpdateSSHPublicKey",
            root.Arn("user/x"),
            "user x",
            ("UserName", "x"),
            ("SSHPublicKeyId", id),
            ("Status", "Inactive")
        );
    }
}
