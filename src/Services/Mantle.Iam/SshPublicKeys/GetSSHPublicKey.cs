using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.SshPublicKeys;

[Operation]
static class GetSSHPublicKey
{
    public static Access Requires(GetSSHPublicKeyRequest r, Call c) => AccessTo.User(c, Actions.GetSSHPublicKey, r.UserName);

    /// <summary>A key is returned unchanged in the encoding of its upload.</summary>
    public static GetSSHPublicKeyResponse Execute(GetSSHPublicKeyRequest r, Call c)
    {
        var user = Existing.User(c.Account, r.UserName);
        var key = SshKeys.Find(user, r.SSHPublicKeyId);
        var isPem = key.Body.AsSpan().TrimStart().StartsWith("-----BEGIN ");
        var body =
            r.Encoding == EncodingType.PEM
                ? isPem
                    ? key.Body
                    : SshKey.Parse(key.Body).ToPem()
                : isPem
                    ? SshKey.Parse(key.Body).ToSsh()
                    : key.Body;
        return new GetSSHPublicKeyResponse { SSHPublicKey = SshKeys.Shown(user, key, body) };
    }
}
