using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mantle.Organizations.Policies;

/// <summary>
/// What may stand at one place of a management policy. Objects hold other places, and everywhere say which operators policies below
/// may use; values are set by operators alone, lists by all three, single values by <c>@@assign</c>
/// (<see href="https://docs.aws.amazon.com/organizations/latest/userguide/policy-operators.html"/>).
/// </summary>
abstract record PolicyRule
{
    static readonly string[] Allowable = ["@@all", "@@none", ManagementPolicy.Assign, ManagementPolicy.Append, ManagementPolicy.Remove];

    /// <summary>Whether a policy may say this here.</summary>
    public bool Accepts(JsonNode? node) =>
        node is JsonObject place
        && place.All(member =>
            member.Key == ManagementPolicy.AllowedForChildren ? IsControl(member.Value) : Accepts(member.Key, member.Value)
        )
        && Completes(place);

    /// <summary>Paths in an effective policy, below <paramref name="path"/>, where there are more elements than may be.</summary>
    public virtual IEnumerable<string> TooMany(JsonNode? effective, string path) => [];

    protected abstract bool Accepts(string key, JsonNode? value);

    protected virtual bool Completes(JsonObject place) => true;

    /// <summary>Which operators policies below may use: each once, and <c>@@none</c> alone.</summary>
    static bool IsControl(JsonNode? node)
    {
        if (node is not JsonArray { Count: > 0 } list)
            return false;
        var names = list.Select(name => name is JsonValue text && text.TryGetValue<string>(out var op) ? op : "").ToList();
        return names.All(name => Allowable.Contains(name))
            && names.Distinct().Count() == names.Count
            && (names.Count == 1 || !names.Contains("@@none"));
    }

    /// <summary>A value's text: numbers and booleans count as theirs.</summary>
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
