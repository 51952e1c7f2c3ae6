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

/// <summary>One value.</summary>
sealed record SingleValue(Func<string, bool> IsValid) : PolicyRule
{
    protected override bool Accepts(string key, JsonNode? value) =>
        key == ManagementPolicy.Assign && Text(value) is { } text && IsValid(text);
}

/// <summary>A list of values.</summary>
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

/// <summary>Members of fixed names, some of which must be there.</summary>
sealed record Fields(Dictionary<string, PolicyRule> Known) : PolicyRule
{
    public string[] Required { get; init; } = [];

    /// <summary>Whether others may stand beside them, of any well-formed content.</summary>
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

/// <summary>Members whose names the policy chooses.</summary>
sealed record Named(Func<string, bool> IsName, Func<string, PolicyRule> Of, int Most = int.MaxValue) : PolicyRule
{
    public Named(Func<string, bool> isName, PolicyRule rule, int most = int.MaxValue)
        : this(isName, _ => rule, most) { }

    /// <summary>Names that differ only in case are one.</summary>
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
