using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.SshPublicKeys;

[Operation]
static class UpdateSSHPublicKey
{
    public static Access Requires(UpdateSSHPublicKeyRequest r, Call c) => AccessTo.User(c, Actions.UpdateSSHPublicKey, r.UserName);

    public static void Execute(UpdateSSHPublicKeyRequest r, Change change)
    {
        var active = Answers.IsActive(r.Status);
        var user = Existing.User(change.Account, r.UserName);
        var key = SshKeys.Find(user, r.SSHPublicKeyId);
        change.Put(user with { SshPublicKeys = user.SshPublicKeys.Replace(key, key with { Active = active }) });
    }
}
