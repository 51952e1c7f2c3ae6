using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.SshPublicKeys;

[Collection(ServerCollection.Name)]
public class GetSSHPublicKeyTests(TestServer server)
{
    [Fact]
    public async Task A_key_comes_in_both_encodings_whichever_it_was_uploaded_in()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        foreach (var body in new[] { TestKeys.Ssh(), TestKeys.Pem(1) })
        {
            var id = await root.UploadKeyAsync("x", body);
            async Task<string> BodyAsync(string encoding) =>
                (await root.Iam("GetSSHPublicKey", ("UserName", "x"), ("SSHPublicKeyId", id), ("Encoding", encoding))).Text(
                    "SSHPublicKeyBody"
                );
            var number = body == TestKeys.Ssh() ? 0 : 1;
            Assert.Equal((TestKeys.Ssh(number), TestKeys.Pem(number)), (await BodyAsync("SSH"), await BodyAsync("PEM")));
        }
    }

    [Fact]
    public async Task A_key_that_is_not_there_is_named_and_so_is_a_user()
    {
        var root = await server.NewAccountAsync();
        (string, string)[] request = [("UserName", "x"), ("SSHPublicKeyId", "APKAXXXXXXXXXXXXXXXXX"), ("Encoding", "SSH")];
        await root.Refused("NoSuchEntity", "The user with name x cannot be found.", "GetSSHPublicKey", request);
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.Refused("NoSuchEntity", "The Public Key with id APKAXXXXXXXXXXXXXXXXX cannot be found.", "GetSSHPublicKey", request);
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_user()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        var id = await root.UploadKeyAsync("x", TestKeys.Ssh());
        await root.NeedsExactlyAsync(
            "GetSSHPublicKey",
            root.Arn("user/x"),
            "user x",
            ("UserName", "x"),
            ("SSHPublicKeyId", id),
            ("Encoding", "SSH")
        );
    }
}
