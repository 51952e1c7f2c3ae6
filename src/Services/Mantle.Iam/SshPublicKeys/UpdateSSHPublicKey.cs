using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.SshPublicKeys;

[Operation]
static class UpdateSSHPublicKey
{
    public static Access Requires(UpdateSSHPublicKeyRequest r, Call c) => Target.User(c, Actions.UpdateSSHPublicKey, r.UserName);

    public static void Execute(UpdateSSHPublicKeyRequest r, Change change)
    {
        var active = Shapes.IsActive(r.Status);
        var user = Find.User(change.Account, r.UserName);
        var key = SshKeys.Find(user, r.SSHPublicKeyId);
        change.Put(user with { SshPublicKeys = user.SshPublicKeys.Replace(key, key with { Active = active }) });
    }
}
