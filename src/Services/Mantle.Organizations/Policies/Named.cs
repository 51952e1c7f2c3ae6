using System.Text.Json.Nodes;

namespace Mantle.Organizations.Policies;

/// <summary>An object whose member names the policy's author chooses.</summary>
sealed record Named(Func<string, bool> IsName, Func<string, PolicyRule> Of, int Most = int.MaxValue) : PolicyRule
{
    public Named(Func<string, bool> isName, PolicyRule rule, int most = int.MaxValue)
        : this(isName, _ => rule, most) { }

    /// <summary>Whether names that differ only in case are the same name.</summary>
    public bool IgnoreCase { get; init; }

    protected override bool Accepts(string key, JsonNode? value) =>
        !key.StartsWith("@@", StringComparison.Ordinal) && IsName(key) && Of(key).Accepts(value);

    protected override bool Completes(JsonObject place) =>
        place.Count <= Most
        && (!IgnoreCase || place.Select(member => member.Key).Distinct(StringComparer.OrdinalIgnoreCase).Count() == place.Count);

    public override IEnumerable<string> TooMany(JsonNode? effective, string path) =>
        effective is JsonObject place
            ? (place.Count > Most ? [path] : Array.Empty<string>()).Concat(
                place.SelectMany(member => Of(member.Key).TooMany(member.Value, $"{path}/{member.Key}"))
            )
            : [];
}
