using System.Text.Json;
using System.Text.Json.Nodes;
using Mantle.Core.Accounts;
using Mantle.Iam.Entities;
using Mantle.Policy;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Delegation;

/// <summary>
/// The policy that a delegation request asks for. AWS registers policy templates when it onboards a partner; here a template is a managed
/// policy of the requesting account, with <c>@{name}</c> in the place of a parameter.
/// </summary>
static class PolicyTemplate
{
    /// <summary>The template's document with the parameters filled in.</summary>
    /// <exception cref="Wire.ApiException">InvalidInput: the template does not exist, a parameter is missing or unknown, or the result is
    /// not a valid policy.</exception>
    public static PolicyText Fill(Core.Accounts.Account account, string? templateArn, IReadOnlyList<DelegationParameter> parameters)
    {
        if (templateArn is null || account.FindPolicy(templateArn) is not { } template)
            throw Errors.InvalidInput($"The policy template {templateArn} does not exist.");
        var root = JsonNode.Parse(template.Default.Document.Text)!;
        var used = new HashSet<string>(StringComparer.Ordinal);
        Fill(root, parameters, used);
        if (parameters.FirstOrDefault(parameter => !used.Contains(parameter.Name)) is { } unknown)
            throw Errors.InvalidInput($"The policy template {templateArn} has no parameter {unknown.Name}.");
        var filled = root.ToJsonString(Relaxed);
        if (filled.Contains("@{", StringComparison.Ordinal))
            throw Errors.InvalidInput($"The policy template {templateArn} has a parameter without a value.");
        return PolicyInput.Identity(filled, Mantle.Policy.PolicyType.ManagedIdentity);
    }

    /// <summary>
    /// The permissions boundaries that the policy's <c>iam:CreateRole</c> statements require; null where they require none.
    /// </summary>
    public static IReadOnlyList<string>? BoundariesOfNewRoles(string document)
    {
        var arns = PolicyDocument
            .Parse(document)
            .Statements.Where(statement =>
                statement.Effect == Effect.Allow
                && statement.Action.Any(action => ActionName.TryParse(action.Text, out var named) && named == Actions.CreateRole)
            )
            .SelectMany(statement => statement.Conditions)
            .Where(condition => condition.Key.Text.Equals("iam:PermissionsBoundary", StringComparison.OrdinalIgnoreCase))
            .SelectMany(condition => condition.Values.Select(value => value.Text))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return arns.Count == 0 ? null : arns;
    }

    static readonly JsonSerializerOptions Relaxed = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    static void Fill(JsonNode node, IReadOnlyList<DelegationParameter> parameters, HashSet<string> used)
    {
        switch (node)
        {
            case JsonObject children:
                foreach (var (name, child) in children.ToList())
                    if (child is JsonValue value && Filled(value, parameters, used) is { } filled)
                        children[name] = filled;
                    else if (child is not null)
                        Fill(child, parameters, used);
                break;
            case JsonArray items:
                for (var i = items.Count - 1; i >= 0; i--)
                    if (items[i] is JsonValue value && Filled(value, parameters, used) is { } filled)
                        Insert(items, i, filled);
                    else if (items[i] is { } child)
                        Fill(child, parameters, used);
                break;
        }
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
    /// A text with its parameters filled in, or a list where the text is exactly one list parameter; null for a text without parameters.
    /// </summary>
    static JsonNode? Filled(JsonValue value, IReadOnlyList<DelegationParameter> parameters, HashSet<string> used)
    {
        if (!value.TryGetValue<string>(out var text) || !text.Contains("@{", StringComparison.Ordinal))
            return null;
        foreach (var parameter in parameters)
        {
            var place = "@{" + parameter.Name + "}";
            if (!text.Contains(place, StringComparison.Ordinal))
                continue;
            used.Add(parameter.Name);
            if (parameter.Type == "stringList" && text == place)
                return new JsonArray([.. parameter.Values.Select(item => JsonValue.Create(item))]);
            if (parameter.Values.Length != 1)
                throw Errors.InvalidInput($"The parameter {parameter.Name} takes one value where it is part of a text.");
            text = text.Replace(place, parameter.Values[0], StringComparison.Ordinal);
        }
        return JsonValue.Create(text);
    }
}
