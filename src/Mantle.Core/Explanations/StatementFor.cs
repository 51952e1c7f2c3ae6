using System.Text.Json.Nodes;
using Mantle.Policy;

namespace Mantle.Core.Explanations;

/// <summary>The smallest Allow statement for an access: its action, its resource, and in a resource's policy the caller.</summary>
static class StatementFor
{
    public static JsonObject Access(RecordedAccess access, PolicyLayer layer, RecordedPrincipal principal, JsonObject? condition = null)
    {
        var statement = new JsonObject { ["Effect"] = "Allow" };
        if (Draft.IsOfResource(layer))
        {
            var (type, name) = principal.ToElement();
            statement["Principal"] = new JsonObject { [type] = name };
        }
        statement["Action"] = access.Action;
        if (layer != PolicyLayer.RoleTrustPolicy)
            statement["Resource"] = Escaped(access.Resource);
        if (condition is not null)
            statement["Condition"] = condition.DeepClone();
        return statement;
    }

    /// <summary>
    /// The conditions of a statement that almost allowed the access, so that the new one asks for as much. Those that failed ask for what
    /// the request had; if it had nothing that they can compare, they are left out. Null if nothing is left.
    /// </summary>
    public static JsonObject? ConditionsOf(JsonObject statement, NearMiss miss, RecordedAccess access)
    {
        if (statement["Condition"] is not JsonObject written)
            return null;
        var kept = new JsonObject();
        var index = 0;
        foreach (var (comparison, keys) in written)
        foreach (var (key, values) in (JsonObject)keys!)
        {
            var isFailed = miss.FailedConditions.Contains(index++);
            if ((isFailed ? Had(comparison, key, access) : values?.DeepClone()) is not { } value)
                continue;
            if (kept[comparison] is not JsonObject block)
                kept[comparison] = block = [];
            block[key] = value;
        }
        return kept.Count > 0 ? kept : null;
    }

    static JsonValue? Had(string comparison, string key, RecordedAccess access)
    {
        var had = access.Context.FirstOrDefault(entry => entry.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Value;
        if (had is not [var value])
            return null;
        return comparison switch
        {
            "StringEquals" or "StringLike" or "StringEqualsIgnoreCase" or "ArnEquals" or "ArnLike" or "Bool" => JsonValue.Create(value),
            "IpAddress" => JsonValue.Create(value.Contains(':', StringComparison.Ordinal) ? value + "/128" : value + "/32"),
            _ => null,
        };
    }

    /// <summary>A resource as a pattern that matches only itself.</summary>
    public static string Escaped(string resource)
    {
        if (resource == "*")
            return resource;
        var text = new System.Text.StringBuilder(resource.Length);
        foreach (var character in resource)
            text.Append(character is '*' or '?' or '$' ? $"${{{character}}}" : character.ToString());
        return text.ToString();
    }
}
