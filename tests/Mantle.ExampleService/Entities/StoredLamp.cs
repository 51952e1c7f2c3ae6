using Mantle.Core.Accounts;

namespace Mantle.ExampleService.Entities;

/// <summary>A lamp, with the policy that is on it.</summary>
[Entity(63)]
sealed record StoredLamp(string Name, ResourcePolicy? Policy = null) : Entity
{
    public override string Key => Name;

    public string ArnIn(Account account) => $"arn:aws:lamps::{account.Id}:lamp/{Name}";
}
