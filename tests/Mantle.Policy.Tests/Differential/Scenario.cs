using System.Text.Json.Nodes;

namespace Mantle.Policy.Tests.Differential;

/// <summary>Policies of all layers and a request, as plain data that both evaluators read and the shrinker takes apart.</summary>
sealed class Scenario
{
    /// <summary>
    /// Layers by name: identity, boundary, session, resource, endpoint, scp0, scp1, rcp0 … A layer without policies is present and
    /// empty.
    /// </summary>
    public SortedDictionary<string, List<JsonObject>> Layers { get; init; } = new(StringComparer.Ordinal);

    public string ResourcePolicyKind { get; set; } = "Ordinary";

    public Dictionary<string, string> Bindings { get; init; } = [];

    public string Caller { get; set; } = "user";

    public string Action { get; set; } = "s3:GetObject";

    public string Resource { get; set; } = "*";

    public string? ResourceAccount { get; set; }

    public SortedDictionary<string, string[]> Context { get; init; } = new(StringComparer.OrdinalIgnoreCase);

    public Scenario Clone() =>
        new()
        {
            Layers = new(Layers.ToDictionary(l => l.Key, l => l.Value.ConvertAll(p => (JsonObject)p.DeepClone())), StringComparer.Ordinal),
            ResourcePolicyKind = ResourcePolicyKind,
            Bindings = new(Bindings),
            Caller = Caller,
            Action = Action,
            Resource = Resource,
            ResourceAccount = ResourceAccount,
            Context = new(Context.ToDictionary(c => c.Key, c => c.Value), StringComparer.OrdinalIgnoreCase),
        };

    public override string ToString()
    {
        var lines = new List<string>
        {
            $"{Caller} {Action} {Resource} of {ResourceAccount ?? "own account"}, resource policy " + $"{ResourcePolicyKind}",
        };
        lines.AddRange(Context.Select(c => $"  {c.Key} = [{string.Join(", ", c.Value)}]"));
        lines.AddRange(Bindings.Select(b => $"  {b.Key} is bound to {b.Value}"));
        foreach (var (name, policies) in Layers)
            lines.Add($"  {name}: {string.Join(" | ", policies.Select(p => p.ToJsonString()))}");
        return string.Join('\n', lines);
    }
}
