using Mantle.Core.Authorization;
using Mantle.Core.Naming;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Settings;

[Operation]
static class CreateAccountAlias
{
    public static Access Requires(CreateAccountAliasRequest r, Call c) => new(Actions.CreateAccountAlias, "*");

    public static WriteTarget Writes(CreateAccountAliasRequest r, Call c) => new(c.Account.Id, WithDirectory: true);

    /// <summary>
    /// An account has one alias: a new one takes the place of the old
    /// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/console_account-alias.html"/>).
    /// </summary>
    public static void Execute(CreateAccountAliasRequest r, Change change)
    {
        // It would be taken for an account's number.
        if (r.AccountAlias.Length == 12 && r.AccountAlias.All(char.IsAsciiDigit))
            throw Errors.ValidationError("The account alias must not be a 12-digit number.");
        if (change.Directory!.OwnerOfAlias(r.AccountAlias) is not null)
            throw Errors.EntityAlreadyExists($"The account alias {r.AccountAlias} already exists.");
        var settings = change.Account.Settings;
        if (settings.Alias is { } old)
            change.Remove(GlobalName.OfAlias(old, change.Account.Id));
        change.Put(settings with { Alias = r.AccountAlias });
        change.Put(GlobalName.OfAlias(r.AccountAlias, change.Account.Id));
    }
}
