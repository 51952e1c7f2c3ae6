using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.SshPublicKeys;

[Operation]
static class DeleteSSHPublicKey
{
    public static Access Requires(DeleteSSHPublicKeyRequest r, Call c) => AccessTo.User(c, Actions.DeleteSSHPublicKey, r.UserName);

    public static void Execute(DeleteSSHPublicKeyRequest r, Change change)
    {
        var user = Existing.User(change.Account, r.UserName);
        change.Put(user with { SshPublicKeys = user.SshPublicKeys.Remove(SshKeys.Find(user, r.SSHPublicKeyId)) });
    }
}
