using System.Collections.Immutable;
using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Wire.Iam;
using AccessKey = Mantle.Core.Accounts.AccessKey;

namespace Mantle.Iam.AccessKeys;

/// <summary>
/// The owner of the access keys that a call names: a user, or the root user where the root user calls without a user name.
/// </summary>
sealed class KeyOwner
{
    readonly Core.Accounts.User? user;
    readonly RootUser root;

    KeyOwner(Core.Accounts.User? user, RootUser root)
    {
        this.user = user;
        this.root = root;
    }

    public bool IsRoot => user is null;

    public string Name => user?.Name ?? root.AccountName;

    public ImmutableArray<AccessKey> Keys => user?.AccessKeys ?? root.AccessKeys;

    public static KeyOwner Of(Call call, Account account, string? userName) =>
        userName is null && call.Caller.IsRoot
            ? new KeyOwner(null, account.Root!)
            : new KeyOwner(Iam.Existing.UserOrCaller(call, account, userName), account.Root!);

    public AccessKey Find(string id)
    {
        foreach (var key in Keys)
            if (key.Id == id)
                return key;
        throw Errors.NoSuchEntity($"The Access Key with id {id} cannot be found.");
    }

    public void Put(Change change, ImmutableArray<AccessKey> keys)
    {
        if (user is null)
            change.Put(root with { AccessKeys = keys });
        else
            change.Put(user with { AccessKeys = keys });
    }
}
