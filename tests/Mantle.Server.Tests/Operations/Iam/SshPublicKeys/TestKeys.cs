using System.Security.Cryptography;
using Mantle.Iam.SshPublicKeys;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.SshPublicKeys;

/// <summary>SSH public keys. Making one is slow, so there are six that tests share.</summary>
static class TestKeys
{
    static readonly Lazy<string>[] Pems =
    [
        .. Enumerable
            .Range(0, 6)
            .Select(_ => new Lazy<string>(() =>
            {
                using var rsa = RSA.Create(2_048);
                return rsa.ExportSubjectPublicKeyInfoPem();
            })),
    ];

    public static string Pem(int number = 0) => Pems[number].Value;

    public static string Ssh(int number = 0) => SshKey.Parse(Pem(number)).ToSsh();

    public static async Task<string> UploadKeyAsync(this TestClient root, string user, string body) =>
        (await root.Iam("UploadSSHPublicKey", ("UserName", user), ("SSHPublicKeyBody", body))).Text("SSHPublicKeyId");
}
