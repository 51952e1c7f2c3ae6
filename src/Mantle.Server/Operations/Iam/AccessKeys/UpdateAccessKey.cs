using Mantle.Server.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Server.Operations.Iam.AccessKeys;

[Operation]
static class UpdateAccessKey
{
    public static Access Requires(UpdateAccessKeyRequest r, Call c) => Target.User(c, "iam:UpdateAccessKey", r.UserName);

    public static void Execute(UpdateAccessKeyRequest r, Change change)
    {
        // Expired is a state that AWS's own services report of keys; nobody can set it.
        if (r.Status == StatusType.Expired)
            throw Errors.ValidationError("1 validation error detected: Value at 'status' failed to satisfy constraint: Member must satisfy enum value set");
        var owner = KeyOwner.Of(change.Call, change.Account, r.UserName);
        var key = owner.Find(r.AccessKeyId);
        owner.Put(change, owner.Keys.Replace(key, key with { Active = r.Status == StatusType.Active }));
    }
}
