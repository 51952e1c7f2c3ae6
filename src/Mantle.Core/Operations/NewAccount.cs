using Mantle.Core.Accounts;
using Mantle.Core.Naming;

namespace Mantle.Core.Operations;

/// <summary>Creates the contents of a new account: a root user with one access key.</summary>
public static class NewAccount
{
    /// <summary>Writes the root user into the change; returns its access key.</summary>
    public static (string AccessKeyId, string SecretAccessKey) Create(Change change, string name)
    {
        var key = new AccessKey(UniqueId.NewAccessKey(UniqueId.AccessKey, change.Account.Id), change.Time, Active: true);
        var secret = UniqueId.NewSecret();
        change.Put(
            new RootUser
            {
                AccountName = name,
                CreateDate = change.Time,
                AccessKeys = [key],
            }
        );
        change.PutSecret(key.Id, secret);
        change.Claim(NameKind.Account, change.Account.Id);
        return (key.Id, secret);
    }
}
