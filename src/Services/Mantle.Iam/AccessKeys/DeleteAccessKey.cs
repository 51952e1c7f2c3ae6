using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.AccessKeys;

[Operation]
static class DeleteAccessKey
{
    public static Access Requires(DeleteAccessKeyRequest r, Call c) => AccessTo.User(c, Actions.DeleteAccessKey, r.UserName);

    public static void Execute(DeleteAccessKeyRequest r, Change change)
    {
        var owner = KeyOwner.Of(change.Call, change.Account, r.UserName);
        var key = owner.Find(r.AccessKeyId);
        owner.Put(change, owner.Keys.Remove(key));
        change.RemoveSecret(key.Id);
    }
}
