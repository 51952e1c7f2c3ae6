using Mantle.Core.Authorization;
using Mantle.ExampleService.Entities;
using Mantle.Wire.Lamps;

namespace Mantle.ExampleService.Lamps;

[Operation]
static class CreateLamp
{
    public static Access Requires(CreateLampRequest r, Call c) =>
        new(Actions.CreateLamp, new StoredLamp(r.Name).ArnIn(c.Account)) { Keys = [("lamps:Name", r.Name)] };

    public static Lamp Execute(CreateLampRequest r, Change change)
    {
        if (change.Account.Slices.Table<StoredLamp>().Find(r.Name) is not null)
            throw Errors.LampExistsException($"There is a lamp {r.Name} already.");
        var lamp = new StoredLamp(r.Name);
        change.Put(lamp);
        return new Lamp { Arn = lamp.ArnIn(change.Account), Name = r.Name };
    }
}
