using System.Collections.Immutable;

namespace Mantle.Policy;

/// <summary>Parses a statement with its principals and conditions.</summary>
sealed class StatementParser(ElementReader elements)
{
    public PolicyStatement? Read(JsonNode node)
    {
        PolicyValue? sid = null,
            effect = null;
        PolicyElement<StatementPrincipal> principal = default,
            notPrincipal = default;
        PolicyElement<PolicyValue> action = default,
            notAction = default,
            resource = default,
            notResource = default;
        ImmutableArray<PolicyCondition> conditions = [];
        var names = ImmutableArray.CreateBuilder<PolicyValue>(node.Members.Count);
        foreach (var (name, value) in elements.UniqueMembers(node))
        {
            names.Add(name);
            switch (name.Text)
            {
                case "Sid":
                    sid = elements.ReadString(name, value);
                    break;
                case "Effect":
                    effect = elements.ReadString(name, value);
                    break;
                case "Principal":
                    principal = new(ReadPrincipals(name, value));
                    break;
                case "NotPrincipal":
                    notPrincipal = new(ReadPrincipals(name, value));
                    break;
                case "Action":
                    action = new(elements.ReadStrings(name, value));
                    break;
                case "NotAction":
                    notAction = new(elements.ReadStrings(name, value));
                    break;
                case "Resource":
                    resource = new(elements.ReadStrings(name, value));
                    break;
                case "NotResource":
                    notResource = new(elements.ReadStrings(name, value));
                    break;
                case "Condition":
                    conditions = ReadConditions(name, value);
                    break;
                default:
                    elements.Report(name.Position, $"{name} is not an element of a statement.");
                    break;
            }
        }
        OnlyOne(node, "Principal", principal.IsPresent, "NotPrincipal", notPrincipal.IsPresent);
        OnlyOne(node, "Action", action.IsPresent, "NotAction", notAction.IsPresent);
        OnlyOne(node, "Resource", resource.IsPresent, "NotResource", notResource.IsPresent);
        if (ReadEffect(node, effect) is not { } readEffect)
            return null;
        return new PolicyStatement
        {
            Span = new(node.Start, node.End),
            Sid = sid,
            Effect = readEffect,
            EffectText = effect!.Value,
            Principal = principal,
            NotPrincipal = notPrincipal,
            Action = action,
            NotAction = notAction,
            Resource = resource,
            NotResource = notResource,
            Conditions = conditions,
            Elements = names.DrainToImmutable(),
        };
    }

    void OnlyOne(JsonNode statement, string name, bool isPresent, string notName, bool isNotPresent)
    {
        if (isPresent && isNotPresent)
            elements.Report(statement.Start, $"A statement has either {name} or {notName}.");
    }

    Effect? ReadEffect(JsonNode statement, PolicyValue? effect)
    {
        if (effect is not { } value)
        {
            elements.Report(statement.Start, "The statement has no Effect.");
            return null;
        }
        // Wrong upper or lower case is accepted here, because the validator has AWS's message for it.
        if (value.Text.Equals("Allow", StringComparison.OrdinalIgnoreCase))
            return Effect.Allow;
        if (value.Text.Equals("Deny", StringComparison.OrdinalIgnoreCase))
            return Effect.Deny;
        elements.Report(value.Position, "Effect is Allow or Deny.");
        return null;
    }

    ImmutableArray<StatementPrincipal> ReadPrincipals(PolicyValue element, JsonNode node)
    {
        if (node.Kind == JsonKind.String)
        {
            if (node.Text != "*")
                elements.Report(node.Start, $"{element} is \"*\" or names principals by their type.");
            return [new(StatementPrincipalType.Everyone, "*", node.Start)];
        }
        if (node.Kind != JsonKind.Object)
        {
            elements.Report(node.Start, $"{element} is \"*\" or names principals by their type.");
            return [];
        }
        var principals = ImmutableArray.CreateBuilder<StatementPrincipal>();
        foreach (var (name, value) in elements.UniqueMembers(node))
        {
            StatementPrincipalType? type = name.Text switch
            {
                "AWS" => StatementPrincipalType.Aws,
                "Federated" => StatementPrincipalType.Federated,
                "Service" => StatementPrincipalType.Service,
                "CanonicalUser" => StatementPrincipalType.CanonicalUser,
                _ => null,
            };
            if (type is null)
            {
                elements.Report(name.Position, $"{name} is not a type of principal.");
                continue;
            }
            foreach (var text in elements.ReadStrings(name, value))
                principals.Add(new(type.Value, text.Text, text.Position));
        }
        return principals.DrainToImmutable();
    }

    ImmutableArray<PolicyCondition> ReadConditions(PolicyValue element, JsonNode node)
    {
        if (node.Kind != JsonKind.Object)
        {
            elements.Report(node.Start, $"{element} is a JSON object.");
            return [];
        }
        var conditions = ImmutableArray.CreateBuilder<PolicyCondition>();
        foreach (var (name, block) in elements.UniqueMembers(node))
        {
            if (block.Kind != JsonKind.Object)
            {
                elements.Report(block.Start, $"{name} holds condition keys and their values.");
                continue;
            }
            // AWS accepts any operator name without keys.
            if (block.Members.Count == 0)
                continue;
            if (!ConditionOperatorName.TryParse(name.Text, out var @operator, out var set, out var ifExists))
            {
                elements.Report(name.Position, $"{name} is not a condition operator.");
                continue;
            }
            foreach (var (key, values) in elements.UniqueMembers(block, StringComparer.OrdinalIgnoreCase))
                conditions.Add(new PolicyCondition(name, @operator, set, ifExists, key, ReadConditionValues(key, values)));
        }
        return conditions.DrainToImmutable();
    }

    ImmutableArray<PolicyValue> ReadConditionValues(PolicyValue key, JsonNode node)
    {
        var items = node.Kind == JsonKind.Array ? node.Items : [node];
        var values = ImmutableArray.CreateBuilder<PolicyValue>(items.Count);
        foreach (var item in items)
        {
            if (item.Kind is JsonKind.Object or JsonKind.Array or JsonKind.Null)
                elements.Report(item.Start, $"A value of {key} is a string, a number or a boolean.");
            else
                values.Add(new PolicyValue(item.Text, item.Start));
        }
        return values.DrainToImmutable();
    }
}
