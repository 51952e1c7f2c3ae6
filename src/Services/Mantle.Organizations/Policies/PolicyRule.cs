using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mantle.Organizations.Policies;

/// <summary>
/// The schema of one place of a management policy. An object holds other places and may limit, anywhere, which operators policies further
/// down can use. Only operators set values: all three set lists, and only <c>@@assign</c> sets a single value
/// (<see href="https://docs.aws.amazon.com/organizations/latest/userguide/policy-operators.html"/>).
/// </summary>
abstract record PolicyRule
{
    static readonly string[] Allowable = ["@@all", "@@none", ManagementPolicy.Assign, ManagementPolicy.Append, ManagementPolicy.Remove];

    /// <summary>Whether a policy may have this value here.</summary>
    public bool Accepts(JsonNode? node) =>
        node is JsonObject place
        && place.All(member =>
            member.Key == ManagementPolicy.AllowedForChildren ? IsControl(member.Value) : Accepts(member.Key, member.Value)
        )
        && Completes(place);

    /// <summary>The paths in an effective policy, below <paramref name="path"/>, that have too many elements.</summary>
    public virtual IEnumerable<string> TooMany(JsonNode? effective, string path) => [];

    protected abstract bool Accepts(string key, JsonNode? value);

    protected virtual bool Completes(JsonObject place) => true;

    /// <summary>The operators that policies further down may use: no duplicates, and <c>@@none</c> only alone.</summary>
    static bool IsControl(JsonNode? node)
    {
        if (node is not JsonArray { Count: > 0 } list)
            return false;
        var names = list.Select(name => name is JsonValue text && text.TryGetValue<string>(out var op) ? op : "").ToList();
        return names.All(name => Allowable.Contains(name))
            && names.Distinct().Count() == names.Count
            && (names.Count == 1 || !names.Contains("@@none"));
    }

    /// <summary>A value as text: numbers and booleans count as their text.</summary>
    protected static string? Text(JsonNode? node) =>
        node is not JsonValue value
            ? null
            : value.GetValueKind() switch
            {
                JsonValueKind.String => value.GetValue<string>(),
                JsonValueKind.Number => value.ToJsonString(),
                JsonValueKind.True => "true",
                JsonValueKind.False => "false",
                _ => null,
            };
}
