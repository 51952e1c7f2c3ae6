using System.Text.Json.Nodes;

namespace Mantle.Organizations.Policies;

/// <summary>One place of a management policy during the merge.</summary>
/// <param name="ignoreCase">Whether members that differ only in case are the same member, as the keys of tags are.</param>
/// <param name="isTop">Whether this is the whole policy.</param>
sealed class PolicyNode(bool ignoreCase = false, bool isTop = false)
{
    readonly SortedDictionary<string, PolicyNode> members = new(ignoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
    JsonNode? value;

    /// <summary>The level that last assigned the value.</summary>
    int assignedAt = -1;

    /// <summary>The operators that policies further down may use here. A lower level can only remove some.</summary>
    readonly List<(int Depth, HashSet<string> Operators)> controls = [];

    /// <summary>Merges a document's part for this place.</summary>
    /// <param name="document">The document's part.</param>
    /// <param name="depth">The level that the document is attached to, counted from the root.</param>
    /// <param name="inherited">The operators that the place above allows, where it limits them.</param>
    public void Merge(JsonObject document, int depth, HashSet<string>? inherited)
    {
        var allowed = Allowed(depth) ?? inherited;
        foreach (var (key, part) in document)
            switch (key)
            {
                case ManagementPolicy.AllowedForChildren:
                    if (allowed is null || allowed.Count > 0)
                        controls.Add((depth, Operators(part!.AsArray(), allowed)));
                    break;
                case ManagementPolicy.Assign when May(key) && assignedAt < depth:
                    (value, assignedAt) = (part!.DeepClone(), depth);
                    break;
                case ManagementPolicy.Append when May(key):
                    value = new JsonArray([
                        .. Items(value).Concat(Items(part)).DistinctBy(item => item!.ToJsonString()).Select(item => item!.DeepClone()),
                    ]);
                    break;
                case ManagementPolicy.Remove when May(key):
                    var removed = Items(part).Select(item => item!.ToJsonString()).ToHashSet();
                    var left = Items(value)
                        .Where(item => !removed.Contains(item!.ToJsonString()))
                        .Select(item => item!.DeepClone())
                        .ToArray();
                    value = left.Length == 0 ? null : new JsonArray(left);
                    break;
                default:
                    if (part is JsonObject inner)
                    {
                        if (!members.TryGetValue(key, out var member))
                            members[key] = member = new PolicyNode(ignoreCase: isTop && key == "tags");
                        member.Merge(inner, depth, allowed);
                    }
                    break;
            }

        bool May(string @operator) => allowed is null || allowed.Contains(@operator);
    }

    public JsonNode? ToJson()
    {
        if (value is not null)
            return value.DeepClone();
        var json = new JsonObject();
        foreach (var (key, member) in members)
            if (member.ToJson() is { } part)
                json[key] = part;
        return json.Count == 0 ? null : json;
    }

    /// <summary>The operators that a policy of a level may use; null where no level above limits them.</summary>
    HashSet<string>? Allowed(int depth)
    {
        HashSet<string>? allowed = null;
        foreach (var control in controls)
            if (control.Depth < depth)
                allowed = allowed is null ? control.Operators : [.. allowed.Intersect(control.Operators)];
        return allowed;
    }

    static HashSet<string> Operators(JsonArray names, HashSet<string>? within)
    {
        var named = names.Select(name => name!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        if (named.Contains("@@all"))
            named = [ManagementPolicy.Assign, ManagementPolicy.Append, ManagementPolicy.Remove];
        if (named.Contains("@@none"))
            named = [];
        return within is null ? named : [.. named.Intersect(within)];
    }

    static JsonArray Items(JsonNode? node) => node as JsonArray ?? (node is null ? [] : [node.DeepClone()]);
}
