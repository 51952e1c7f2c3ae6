using System.Text;
using System.Text.Json.Nodes;
using Mantle.Iam.Entities;
using Mantle.Policy;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Delegation;

/// <summary>
/// The places <c>@{name}</c> of a policy template, and what fills them. A value is not a template: what looks like a place in it stays.
/// </summary>
sealed class TemplateBlanks(string templateArn, IReadOnlyList<DelegationParameter> parameters)
{
    const string Start = "@{";

    /// <summary>
    /// Most characters that values may add, many times a managed policy's length: a place can be repeated, and a value can be as long as a
    /// request.
    /// </summary>
    const int LongestFilling = 131_072;

    readonly HashSet<string> used = new(StringComparer.Ordinal);
    int filled;
    bool isIncomplete;

    /// <summary>Fills the places of a document.</summary>
    /// <exception cref="Wire.ApiException">InvalidInput: a place has more values than fit. LimitExceeded: the values are too long for a
    /// policy.</exception>
    public void Fill(JsonNode node)
    {
        switch (node)
        {
            case JsonObject children:
                foreach (var (name, child) in children.ToList())
                    if (child is JsonValue value && Filled(value) is { } filled)
                        children[name] = filled;
                    else if (child is not null)
                        Fill(child);
                break;
            case JsonArray items:
                for (var i = items.Count - 1; i >= 0; i--)
                    if (items[i] is JsonValue value && Filled(value) is { } filled)
                        Insert(items, i, filled);
                    else if (items[i] is { } child)
                        Fill(child);
                break;
        }
    }

    /// <exception cref="Wire.ApiException">InvalidInput: a parameter was in no place, or a place has no value.</exception>
    public void CheckUse()
    {
        if (parameters.FirstOrDefault(parameter => !used.Contains(parameter.Name)) is { } unknown)
            throw Errors.InvalidInput($"The policy template {templateArn} has no parameter {unknown.Name}.");
        if (isIncomplete)
            throw Errors.InvalidInput($"The policy template {templateArn} has a parameter without a value.");
    }

    /// <summary>Replaces an item; the items of a list are inserted one by one.</summary>
    static void Insert(JsonArray items, int at, JsonNode filled)
    {
        items.RemoveAt(at);
        if (filled is not JsonArray list)
        {
            items.Insert(at, filled);
            return;
        }
        foreach (var item in list.Reverse().ToList())
            items.Insert(at, item!.DeepClone());
    }

    /// <summary>
    /// A text with its places filled, or a list where the text is exactly the place of a list; null for a text without places.
    /// </summary>
    JsonNode? Filled(JsonValue value)
    {
        if (!value.TryGetValue<string>(out var text) || !text.Contains(Start, StringComparison.Ordinal))
            return null;
        var whole = new StringBuilder();
        var rest = text.AsSpan();
        while (rest.IndexOf(Start) is var at and >= 0)
        {
            whole.Append(rest[..at]);
            rest = rest[(at + Start.Length)..];
            var end = rest.IndexOf('}');
            var name = end < 0 ? "" : rest[..end].ToString();
            if (parameters.FirstOrDefault(other => other.Name == name) is not { } parameter)
            {
                isIncomplete = true;
                continue;
            }
            used.Add(name);
            Count(parameter);
            if (parameter.Type == "stringList" && text.Length == Start.Length + name.Length + 1)
                return new JsonArray([.. parameter.Values.Select(item => JsonValue.Create(item))]);
            if (parameter.Values.Length != 1)
                throw Errors.InvalidInput($"The parameter {name} takes one value where it is part of a text.");
            whole.Append(parameter.Values[0]);
            rest = rest[(end + 1)..];
        }
        return JsonValue.Create(whole.Append(rest).ToString());
    }

    void Count(DelegationParameter parameter)
    {
        filled += parameter.Values.Sum(value => value.Length);
        if (filled > LongestFilling)
            throw Quota.Exceeded("PolicySize", PolicySize.ManagedPolicy);
    }
}
