using Mantle.Core.Authorization;
using Mantle.Iam.Entities;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Settings;

[Operation]
static class CreateAccountAlias
{
    public static Access Requires(CreateAccountAliasRequest r, Call c) => new(Actions.CreateAccountAlias, "*");

    /// <summary>The account that has the alias.</summary>
    public static ValueTask<AccountId?> PrepareAsync(CreateAccountAliasRequest r, Call c, CancellationToken cancellation) =>
        c.View.FindOwnerAsync(IamNames.Alias, r.AccountAlias);

    /// <summary>
    /// An account has one alias: a new one takes the place of the old
    /// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/console_account-alias.html"/>).
    /// </summary>
    public static void Execute(CreateAccountAliasRequest r, Change change, AccountId? owner)
    {
        // AWS allows no alias that looks like an account id.
        if (r.AccountAlias.Length == 12 && r.AccountAlias.All(char.IsAsciiDigit))
            throw Errors.ValidationError("The account alias must not be a 12-digit number.");
        var settings = change.Account.Settings;
        if (owner is not null || settings.Alias == r.AccountAlias)
            throw Errors.EntityAlreadyExists($"The account alias {r.AccountAlias} already exists.");
        if (settings.Alias is { } old)
            change.Release(IamNames.Alias, old);
        change.Put(settings with { Alias = r.AccountAlias });
        change.Claim(IamNames.Alias, r.AccountAlias);
    }
}
