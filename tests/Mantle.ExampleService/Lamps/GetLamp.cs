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
    public static async ValueTask<string> PrepareAsync(GetLampRequest r, Call c, CancellationToken cancellation)
    {
        await c.View.IncludeAsync(r.Account);
        return r.Account;
    }

    public static Access Requires(GetLampRequest r, Call c)
    {
        var owner = c.FindAccount(r.Account) ?? Account.Empty(r.Account);
        var lamp = owner.Slices.Table<StoredLamp>().Find(r.Name);
        return new(Actions.GetLamp, new StoredLamp(r.Name).ArnIn(owner))
        {
            ResourceOwner = owner,
            ResourcePolicy = lamp?.Policy?.Compiled(),
        };
    }

    public static Lamp Execute(GetLampRequest r, Call c, string accountId) =>
        c.FindAccount(accountId) is { } owner && owner.Slices.Table<StoredLamp>().Find(r.Name) is { } lamp
            ? new Lamp { Arn = lamp.ArnIn(owner), Name = lamp.Name }
            : throw Errors.NoSuchLampException($"There is no lamp {r.Name}.");
}
