using System.Text.Json.Nodes;

namespace Mantle.Organizations.Policies;

/// <summary>An object with members of fixed names, some of them required.</summary>
sealed record Fields(Dictionary<string, PolicyRule> Known) : PolicyRule
{
    public string[] Required { get; init; } = [];

    /// <summary>Whether other members are allowed too, with any well-formed content.</summary>
    public bool Open { get; init; }

    protected override bool Accepts(string key, JsonNode? value) =>
        Known.TryGetValue(key, out var rule) ? rule.Accepts(value) : Open && IsWellFormed(key, value);

    protected override bool Completes(JsonObject place) => Required.All(name => place.ContainsKey(name));

    public override IEnumerable<string> TooMany(JsonNode? effective, string path) =>
        effective is JsonObject place
            ? place.SelectMany(member =>
                Known.TryGetValue(member.Key, out var rule) ? rule.TooMany(member.Value, $"{path}/{member.Key}") : []
            )
            : [];

    static bool IsWellFormed(string key, JsonNode? value) =>
        key switch
        {
            ManagementPolicy.Assign or ManagementPolicy.Append or ManagementPolicy.Remove => Text(value) is not null
                || value is JsonArray list && list.All(item => Text(item) is not null),
            _ => !key.StartsWith("@@", StringComparison.Ordinal)
                && value is JsonObject inner
                && inner.All(member => member.Key == ManagementPolicy.AllowedForChildren || IsWellFormed(member.Key, member.Value)),
        };
}
