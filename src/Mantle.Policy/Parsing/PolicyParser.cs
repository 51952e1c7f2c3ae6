using System.Collections.Immutable;

namespace Mantle.Policy;

/// <summary>Turns JSON into a <see cref="PolicyDocument"/>, or says what does not belong.</summary>
/// <remarks>
/// Refuses what the grammar does not know. What is understood but not allowed in a certain kind of policy, or badly
/// formed inside a string, is left to <see cref="PolicyValidator"/>, since AWS has messages of its own for it.
/// </remarks>
sealed class PolicyParser
{
    /// <summary>
    /// The longest document, in characters: three times what the IAM API takes, since AWS's own policies written out with
    /// white space are longer. It also keeps the number of a document's variables below the marks of <see cref="Wildcard"/>.
    /// </summary>
    const int MaxLength = 400_000;

    readonly List<PolicyProblem> problems = [];

    public static PolicyDocument? Parse(string json, out IReadOnlyList<PolicyProblem> problems)
    {
        var parser = new PolicyParser();
        var document = parser.ReadDocument(json);
        problems = parser.problems;
        return parser.problems.Count == 0 ? document : null;
    }

    PolicyDocument? ReadDocument(string json)
    {
        if (json.Length > MaxLength)
        {
            problems.Add(new(AwsMessages.Syntax, new(1, 1), $"The document is longer than {MaxLength} characters."));
            return null;
        }
        var reader = new JsonReader(json, PolicyDocument.MaxDepth);
        var root = reader.Read();
        if (root is null)
        {
            problems.Add(new(reader.TooDeep ? AwsMessages.Syntax : AwsMessages.InvalidJson, reader.ErrorPosition, reader.Error!));
            return null;
        }
        if (root.Kind != JsonKind.Object)
        {
            Syntax(root.Start, "A policy is a JSON object.");
            return null;
        }

        var version = PolicyVersion.Absent;
        PolicyValue? versionText = null,
            id = null;
        var statements = ImmutableArray<PolicyStatement>.Empty;
        var hasStatement = false;
        foreach (var (name, value) in UniqueMembers(root))
        {
            switch (name.Text)
            {
                case "Version":
                    versionText = ReadString(name, value);
                    version = ReadVersion(versionText);
                    break;
                case "Id":
                    id = ReadString(name, value);
                    break;
                case "Statement":
                    hasStatement = true;
                    statements = ReadStatements(value);
                    break;
                default:
                    Syntax(name.Position, $"{name} is not an element of a policy.");
                    break;
            }
        }
        if (!hasStatement)
            Syntax(root.Start, "The policy has no Statement.");
        return new PolicyDocument(version, id, statements, versionText);
    }

    PolicyVersion ReadVersion(PolicyValue? text)
    {
        switch (text?.Text)
        {
            case "2012-10-17":
                return PolicyVersion.V2012;
            case "2008-10-17":
                return PolicyVersion.V2008;
            case null:
                return PolicyVersion.Absent;
            default:
                Syntax(text.Value.Position, "Version is 2012-10-17 or 2008-10-17.");
                return PolicyVersion.Absent;
        }
    }

    ImmutableArray<PolicyStatement> ReadStatements(JsonNode node)
    {
        if (node.Kind == JsonKind.Array && node.Items.Count == 0)
            Syntax(node.Start, "The policy has no statement.");
        var items = node.Kind == JsonKind.Array ? node.Items : [node];
        var statements = ImmutableArray.CreateBuilder<PolicyStatement>(items.Count);
        foreach (var item in items)
        {
            if (item.Kind != JsonKind.Object)
                Syntax(item.Start, "A statement is a JSON object.");
            else if (ReadStatement(item) is { } statement)
                statements.Add(statement);
        }
        return statements.DrainToImmutable();
    }

    PolicyStatement? ReadStatement(JsonNode node)
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
        var elements = ImmutableArray.CreateBuilder<PolicyValue>(node.Members.Count);
        foreach (var (name, value) in UniqueMembers(node))
        {
            elements.Add(name);
            switch (name.Text)
            {
                case "Sid":
                    sid = ReadString(name, value);
                    break;
                case "Effect":
                    effect = ReadString(name, value);
                    break;
                case "Principal":
                    principal = new(ReadPrincipals(name, value));
                    break;
                case "NotPrincipal":
                    notPrincipal = new(ReadPrincipals(name, value));
                    break;
                case "Action":
                    action = new(ReadStrings(name, value));
                    break;
                case "NotAction":
                    notAction = new(ReadStrings(name, value));
                    break;
                case "Resource":
                    resource = new(ReadStrings(name, value));
                    break;
                case "NotResource":
                    notResource = new(ReadStrings(name, value));
                    break;
                case "Condition":
                    conditions = ReadConditions(name, value);
                    break;
                default:
                    Syntax(name.Position, $"{name} is not an element of a statement.");
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
            Elements = elements.DrainToImmutable(),
        };
    }

    void OnlyOne(JsonNode statement, string name, bool isPresent, string notName, bool isNotPresent)
    {
        if (isPresent && isNotPresent)
            Syntax(statement.Start, $"A statement has either {name} or {notName}.");
    }

    Effect? ReadEffect(JsonNode statement, PolicyValue? effect)
    {
        if (effect is not { } value)
        {
            Syntax(statement.Start, "The statement has no Effect.");
            return null;
        }
        // Wrong capitals are understood here; the validator has AWS's own message for them.
        if (value.Text.Equals("Allow", StringComparison.OrdinalIgnoreCase))
            return Effect.Allow;
        if (value.Text.Equals("Deny", StringComparison.OrdinalIgnoreCase))
            return Effect.Deny;
        Syntax(value.Position, "Effect is Allow or Deny.");
        return null;
    }

    ImmutableArray<StatementPrincipal> ReadPrincipals(PolicyValue element, JsonNode node)
    {
        if (node.Kind == JsonKind.String)
        {
            if (node.Text != "*")
                Syntax(node.Start, $"{element} is \"*\" or names principals by their type.");
            return [new(StatementPrincipalType.Everyone, "*", node.Start)];
        }
        if (node.Kind != JsonKind.Object)
        {
            Syntax(node.Start, $"{element} is \"*\" or names principals by their type.");
            return [];
        }
        var principals = ImmutableArray.CreateBuilder<StatementPrincipal>();
        foreach (var (name, value) in UniqueMembers(node))
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
                Syntax(name.Position, $"{name} is not a type of principal.");
                continue;
            }
            foreach (var text in ReadStrings(name, value))
                principals.Add(new(type.Value, text.Text, text.Position));
        }
        return principals.DrainToImmutable();
    }

    ImmutableArray<PolicyCondition> ReadConditions(PolicyValue element, JsonNode node)
    {
        if (node.Kind != JsonKind.Object)
        {
            Syntax(node.Start, $"{element} is a JSON object.");
            return [];
        }
        var conditions = ImmutableArray.CreateBuilder<PolicyCondition>();
        foreach (var (name, block) in UniqueMembers(node))
        {
            if (block.Kind != JsonKind.Object)
            {
                Syntax(block.Start, $"{name} holds condition keys and their values.");
                continue;
            }
            // AWS accepts any name for an operator that has no keys.
            if (block.Members.Count == 0)
                continue;
            if (!ConditionOperatorName.TryParse(name.Text, out var @operator, out var set, out var ifExists))
            {
                Syntax(name.Position, $"{name} is not a condition operator.");
                continue;
            }
            foreach (var (key, values) in UniqueMembers(block, StringComparer.OrdinalIgnoreCase))
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
                Syntax(item.Start, $"A value of {key} is a string, a number or a boolean.");
            else
                values.Add(new PolicyValue(item.Text, item.Start));
        }
        return values.DrainToImmutable();
    }

    ImmutableArray<PolicyValue> ReadStrings(PolicyValue element, JsonNode node)
    {
        var items = node.Kind == JsonKind.Array ? node.Items : [node];
        var values = ImmutableArray.CreateBuilder<PolicyValue>(items.Count);
        foreach (var item in items)
        {
            if (item.Kind != JsonKind.String)
                Syntax(item.Start, $"{element} is a string or an array of strings.");
            else
                values.Add(new PolicyValue(item.Text, item.Start));
        }
        return values.DrainToImmutable();
    }

    PolicyValue? ReadString(PolicyValue element, JsonNode node)
    {
        if (node.Kind == JsonKind.String)
            return new PolicyValue(node.Text, node.Start);
        Syntax(node.Start, $"{element} is a string.");
        return null;
    }

    /// <summary>The members, those that repeat a name left out and reported.</summary>
    IEnumerable<(PolicyValue Name, JsonNode Value)> UniqueMembers(JsonNode node, StringComparer? comparer = null)
    {
        if (node.Members.Count == 1)
            return node.Members;
        var seen = new HashSet<string>(comparer ?? StringComparer.Ordinal);
        var unique = new List<(PolicyValue, JsonNode)>(node.Members.Count);
        foreach (var member in node.Members)
        {
            if (seen.Add(member.Name.Text))
                unique.Add(member);
            else
                Syntax(member.Name.Position, $"{member.Name} is there twice.");
        }
        return unique;
    }

    void Syntax(SourcePosition position, string detail) => problems.Add(new(AwsMessages.Syntax, position, detail));
}
