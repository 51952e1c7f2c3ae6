using Mantle.Core.Authorization;
using Mantle.Iam.Entities;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Settings;

[Operation]
static class DeleteAccountAlias
{
    public static Access Requires(DeleteAccountAliasRequest r, Call c) => new(Actions.DeleteAccountAlias, "*");

    public static void Execute(DeleteAccountAliasRequest r, Change change)
    {
        if (change.Account.Settings.Alias != r.AccountAlias)
            throw Errors.NoSuchEntity($"The account alias {r.AccountAlias} cannot be found.");
        change.Put(change.Account.Settings with { Alias = null });
        change.Release(IamNames.Alias, r.AccountAlias);
    }
}
