using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.SshPublicKeys;

[Operation]
static class UploadSSHPublicKey
{
    public static Access Requires(UploadSSHPublicKeyRequest r, Call c) => AccessTo.User(c, Actions.UploadSSHPublicKey, r.UserName);

    public static UploadSSHPublicKeyResponse Execute(UploadSSHPublicKeyRequest r, Change change)
    {
        var user = Existing.User(change.Account, r.UserName);
        var fingerprint = SshKey.Parse(r.SSHPublicKeyBody).Fingerprint();
        if (user.SshPublicKeys.Any(known => known.Fingerprint == fingerprint))
            throw Errors.DuplicateSSHPublicKey("The SSH public key is already associated with the user.");
        Quota.Check(change, "SSHPublicKeysPerUser", Quota.SshPublicKeysPerUser, user.SshPublicKeys.Length);
        var key = new SshPublicKey(UniqueId.NewSshPublicKey(), change.Time, Active: true, r.SSHPublicKeyBody, fingerprint);
        change.Put(user with { SshPublicKeys = user.SshPublicKeys.Add(key) });
        return new UploadSSHPublicKeyResponse { SSHPublicKey = SshKeys.Shown(user, key, key.Body) };
    }
}
