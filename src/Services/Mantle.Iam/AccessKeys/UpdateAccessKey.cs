using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.AccessKeys;

[Operation]
static class UpdateAccessKey
{
    public static Access Requires(UpdateAccessKeyRequest r, Call c) => AccessTo.User(c, Actions.UpdateAccessKey, r.UserName);

    public static void Execute(UpdateAccessKeyRequest r, Change change)
    {
        var active = Answers.IsActive(r.Status);
        var owner = KeyOwner.Of(change.Call, change.Account, r.UserName);
        var key = owner.Find(r.AccessKeyId);
        owner.Put(change, owner.Keys.Replace(key, key with { Active = active }));
    }
}
