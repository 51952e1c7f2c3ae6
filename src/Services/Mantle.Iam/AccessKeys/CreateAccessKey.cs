using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.AccessKeys;

[Operation]
static class CreateAccessKey
{
    public static Access Requires(CreateAccessKeyRequest r, Call c) => AccessTo.User(c, Actions.CreateAccessKey, r.UserName);

    public static CreateAccessKeyResponse Execute(CreateAccessKeyRequest r, Change change)
    {
        var owner = KeyOwner.Of(change.Call, change.Account, r.UserName);
        Quota.Check(change, "AccessKeysPerUser", Quota.AccessKeysPerUser, owner.Keys.Length);
        var key = new Core.Accounts.AccessKey(UniqueId.NewAccessKey(UniqueId.AccessKey, change.Account.Id), change.Time, Active: true);
        var secret = UniqueId.NewSecret();
        owner.Put(change, owner.Keys.Add(key));
        change.PutSecret(key.Id, secret);
        return new CreateAccessKeyResponse
        {
            AccessKey = new()
            {
                UserName = owner.Name,
                AccessKeyId = key.Id,
                Status = "Active",
                SecretAccessKey = secret,
                CreateDate = key.CreateDate,
            },
        };
    }
}
