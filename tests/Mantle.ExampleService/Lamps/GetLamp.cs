using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.ExampleService.Entities;
using Mantle.Wire.Lamps;

namespace Mantle.ExampleService.Lamps;

/// <summary>Shows a lamp to its own account, and to callers that the lamp's policy allows.</summary>
[Operation]
static class GetLamp
{
    /// <summary>Takes the lamp's account into the view.</summary>
    public static async ValueTask<AccountId> PrepareAsync(GetLampRequest r, Call c, CancellationToken cancellation)
    {
        var account = AccountId.Parse(r.Account);
        await c.View.IncludeAsync(account);
        return account;
    }

    public static Access Requires(GetLampRequest r, Call c, AccountId account)
    {
        var owner = c.FindAccount(account) ?? Account.Empty(account);
        var lamp = owner.Slices.Table<StoredLamp>().Find(r.Name);
        return new(Actions.GetLamp, new StoredLamp(r.Name).ArnIn(owner))
        {
            ResourceOwner = owner,
            ResourcePolicy = lamp?.Policy?.Compiled(),
        };
    }

    public static Lamp Execute(GetLampRequest r, Call c, AccountId accountId) =>
        c.FindAccount(accountId) is { } owner && owner.Slices.Table<StoredLamp>().Find(r.Name) is { } lamp
            ? new Lamp { Arn = lamp.ArnIn(owner), Name = lamp.Name }
            : throw Errors.NoSuchLampException($"There is no lamp {r.Name}.");
}
