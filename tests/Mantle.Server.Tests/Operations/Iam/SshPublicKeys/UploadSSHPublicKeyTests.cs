using System.Security.Cryptography;
using Mantle.Server.Tests.Support;
using Mantle.Tests.Shared;

namespace Mantle.Server.Tests.Operations.Iam.SshPublicKeys;

[Collection(ServerCollection.Name)]
public class UploadSSHPublicKeyTests(TestServer server)
{
    [Fact]
    public async Task A_key_made_by_ssh_keygen_has_the_fingerprint_that_it_prints()
    {
        Assert.SkipUnless(Shell.Has("ssh-keygen"), "ssh-keygen is not installed");
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "key");
        Assert.Equal(0, (await Shell.RunAsync($"ssh-keygen -q -t rsa -b 2048 -N '' -C 'jane@example.com' -f '{file}'")).Code);
        var body = (await File.ReadAllTextAsync(file + ".pub", TestContext.Current.CancellationToken)).Trim();
        var printed = (await Shell.RunAsync($"ssh-keygen -l -E md5 -f '{file}.pub'")).Output;
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        var answer = await root.Iam("UploadSSHPublicKey", ("UserName", "x"), ("SSHPublicKeyBody", body));
        Assert.Equal("Fingerprint SSHPublicKeyBody SSHPublicKeyId Status UploadDate UserName", answer.Members("SSHPublicKey"));
        Assert.Equal("MD5:" + answer.Text("Fingerprint"), printed.Split(' ')[1]);
        Assert.Equal((body, "Active"), (answer.Text("SSHPublicKeyBody"), answer.Text("Status")));
        Assert.Matches("^APKA[A-Z2-7]{16}$", answer.Text("SSHPublicKeyId"));
        // AWS's PEM encoding contains the same key.
        var pem = (
            await root.Iam("GetSSHPublicKey", ("UserName", "x"), ("SSHPublicKeyId", answer.Text("SSHPublicKeyId")), ("Encoding", "PEM"))
        ).Text("SSHPublicKeyBody");
        await File.WriteAllTextAsync(file + ".pem", pem, TestContext.Current.CancellationToken);
        Assert.Equal(
            string.Join(' ', body.Split(' ')[..2]),
            (await Shell.RunAsync($"ssh-keygen -i -m PKCS8 -f '{file}.pem'")).Output.Trim()
        );
    }

    [Fact]
    public async Task The_same_key_is_a_users_once_in_whatever_encoding()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.Iam("CreateUser", ("UserName", "y"));
        await root.UploadKeyAsync("x", TestKeys.Ssh());
        foreach (var body in new[] { TestKeys.Ssh() + " comment", TestKeys.Pem() })
            await root.Refused("DuplicateSSHPublicKey", null, "UploadSSHPublicKey", ("UserName", "x"), ("SSHPublicKeyBody", body));
        await root.UploadKeyAsync("y", TestKeys.Ssh());
    }

    [Fact]
    public async Task Other_encodings_and_kinds_of_keys_are_not_recognized()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        foreach (
            var body in new[]
            {
                "key",
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMFmb3JtIG9mIGEga2V5IHRoYXQgaXMgbm90IG9uZQ== c",
                TestKeys.Ssh() + "\n" + TestKeys.Ssh(1),
            }
        )
            await root.Refused("UnrecognizedPublicKeyEncoding", null, "UploadSSHPublicKey", ("UserName", "x"), ("SSHPublicKeyBody", body));
    }

    [Fact]
    public async Task What_is_no_key_of_2048_bits_is_invalid()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        using var weak = RSA.Create(1_024);
        using var other = ECDsa.Create();
        var ssh = TestKeys.Ssh();
        var encoded = ssh.Split(' ')[1];
        string[] bodies =
        [
            weak.ExportSubjectPublicKeyInfoPem(),
            other.ExportSubjectPublicKeyInfoPem(),
            "-----BEGIN PUBLIC KEY-----\nnothing\n-----END PUBLIC KEY-----",
            "ssh-rsa AAAA",
            "ssh-rsa !",
            ssh[..^8],
            "ssh-rsa " + encoded[..200],
            "ssh-rsa " + Convert.ToBase64String([.. Convert.FromBase64String(encoded), 0]),
            "ssh-rsa " + Convert.ToBase64String([0xFF, 0xFF, 0xFF, 0xFF, 1]),
            ssh[..^2] + "AA",
        ];
        foreach (var body in bodies)
            await root.Refused("InvalidPublicKey", null, "UploadSSHPublicKey", ("UserName", "x"), ("SSHPublicKeyBody", body));
    }

    [Fact]
    public async Task Five_keys_are_the_most()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        for (var i = 0; i < 5; i++)
            await root.UploadKeyAsync("x", TestKeys.Ssh(i));
        await root.Refused(
            "LimitExceeded",
            "Cannot exceed quota for SSHPublicKeysPerUser: 5",
            "UploadSSHPublicKey",
            ("UserName", "x"),
            ("SSHPublicKeyBody", TestKeys.Ssh(5))
        );
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_user()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.NeedsExactlyAsync(
            "UploadSSHPublicKey",
            root.Arn("user/x"),
            "user x",
            ("UserName", "x"),
            ("SSHPublicKeyBody", TestKeys.Ssh())
        );
    }
}
