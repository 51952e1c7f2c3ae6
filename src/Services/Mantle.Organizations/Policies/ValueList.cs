using System.Text.Json.Nodes;

namespace Mantle.Organizations.Policies;

sealed record ValueList(Func<string, bool> IsValid, int Most = int.MaxValue) : PolicyRule
{
    protected override bool Accepts(string key, JsonNode? value) =>
        key is ManagementPolicy.Assign or ManagementPolicy.Append or ManagementPolicy.Remove
        && value is JsonArray list
        && list.Count <= Most
        && list.All(item => Text(item) is { } text && IsValid(text));

    public override IEnumerable<string> TooMany(JsonNode? effective, string path) =>
        effective is JsonArray list && list.Count > Most ? [path] : [];
}
