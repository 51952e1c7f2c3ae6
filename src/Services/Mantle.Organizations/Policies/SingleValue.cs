using System.Text.Json.Nodes;

namespace Mantle.Organizations.Policies;

sealed record SingleValue(Func<string, bool> IsValid) : PolicyRule
{
    protected override bool Accepts(string key, JsonNode? value) =>
        key == ManagementPolicy.Assign && Text(value) is { } text && IsValid(text);
}
