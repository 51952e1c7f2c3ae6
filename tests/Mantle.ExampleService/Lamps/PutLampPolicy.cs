using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.ExampleService.Entities;
using Mantle.Policy;
using Mantle.Wire.Lamps;

namespace Mantle.ExampleService.Lamps;

[Operation]
static class PutLampPolicy
{
    public static Access Requires(PutLampPolicyRequest r, Call c) => new("lamps:PutLampPolicy", new StoredLamp(r.Name).ArnIn(c.Account));

    public static void Execute(PutLampPolicyRequest r, Change change)
    {
        var lamp =
            change.Account.Slices.Table<StoredLamp>().Find(r.Name) ?? throw Errors.NoSuchLampException($"There is no lamp {r.Name}.");
        if (!PolicyDocument.TryParse(r.Policy, out _, out var problems))
            throw Errors.MalformedPolicyException(problems[0].Message);
        change.Put(lamp with { Policy = PolicyText.Of(r.Policy) });
    }
}
