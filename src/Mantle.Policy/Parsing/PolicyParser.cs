using System.Collections.Immutable;

namespace Mantle.Policy;

/// <summary>Converts JSON to a <see cref="PolicyDocument"/>, or reports what is wrong.</summary>
/// <remarks>
/// It refuses what the grammar does not know. <see cref="PolicyValidator"/> refuses what a type of policy does not allow and invalid
/// strings, because AWS has its own messages for these.
/// </remarks>
sealed class PolicyParser
{
    /// <summary>
    /// Maximum length of a document, in characters: three times the IAM API's limit, because AWS's own policies with white space are
    /// longer.
    /// It also keeps the number of a document's variables below the markers of <see cref="Wildcard"/>.
    /// </summary>
    const int MaxLength = 400_000;

    readonly ElementReader elements = new();
    readonly StatementParser statementParser;

    PolicyParser() => statementParser = new(elements);

    public static PolicyDocument? Parse(string json, out IReadOnlyList<PolicyProblem> problems)
    {
        var parser = new PolicyParser();
        var document = parser.ReadDocument(json);
        problems = parser.elements.Problems;
        return problems.Count == 0 ? document : null;
    }

    PolicyDocument? ReadDocument(string json)
    {
        if (json.Length > MaxLength)
        {
            elements.Report(new(1, 1), $"The document is longer than {MaxLength} characters.");
            return null;
        }
        var reader = new JsonReader(json, PolicyDocument.MaxDepth);
        var root = reader.Read();
        if (root is null)
        {
            elements.Problems.Add(new(reader.TooDeep ? AwsMessages.Syntax : AwsMessages.InvalidJson, reader.ErrorPosition, reader.Error!));
            return null;
        }
        if (root.Kind != JsonKind.Object)
        {
            elements.Report(root.Start, "A policy is a JSON object.");
            return null;
        }

        var version = PolicyVersion.Absent;
        PolicyValue? versionText = null,
            id = null;
        var statements = ImmutableArray<PolicyStatement>.Empty;
        var hasStatement = false;
        foreach (var (name, value) in elements.UniqueMembers(root))
        {
            switch (name.Text)
            {
                case "Version":
                    versionText = elements.ReadString(name, value);
                    version = ReadVersion(versionText);
                    break;
                case "Id":
                    id = elements.ReadString(name, value);
                    break;
                case "Statement":
                    hasStatement = true;
                    statements = ReadStatements(value);
                    break;
                default:
                    elements.Report(name.Position, $"{name} is not an element of a policy.");
                    break;
            }
        }
        if (!hasStatement)
            elements.Report(root.Start, "The policy has no Statement.");
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
                elements.Report(text.Value.Position, "Version is 2012-10-17 or 2008-10-17.");
                return PolicyVersion.Absent;
        }
    }

    ImmutableArray<PolicyStatement> ReadStatements(JsonNode node)
    {
        if (node.Kind == JsonKind.Array && node.Items.Count == 0)
            elements.Report(node.Start, "The policy has no statement.");
        var items = node.Kind == JsonKind.Array ? node.Items : [node];
        var statements = ImmutableArray.CreateBuilder<PolicyStatement>(items.Count);
        foreach (var item in items)
        {
            if (item.Kind != JsonKind.Object)
                elements.Report(item.Start, "A statement is a JSON object.");
            else if (statementParser.Read(item) is { } statement)
                statements.Add(statement);
        }
        return statements.DrainToImmutable();
    }
}
