using System.Collections.Immutable;

namespace Mantle.Policy;

/// <summary>Reads the elements of a policy, and collects their problems.</summary>
sealed class ElementReader
{
    public List<PolicyProblem> Problems { get; } = [];

    public ImmutableArray<PolicyValue> ReadStrings(PolicyValue element, JsonNode node)
    {
        var items = node.Kind == JsonKind.Array ? node.Items : [node];
        var values = ImmutableArray.CreateBuilder<PolicyValue>(items.Count);
        foreach (var item in items)
        {
            if (item.Kind != JsonKind.String)
                Report(item.Start, $"{element} is a string or an array of strings.");
            else
                values.Add(new PolicyValue(item.Text, item.Start));
        }
        return values.DrainToImmutable();
    }

    public PolicyValue? ReadString(PolicyValue element, JsonNode node)
    {
        if (node.Kind == JsonKind.String)
            return new PolicyValue(node.Text, node.Start);
        Report(node.Start, $"{element} is a string.");
        return null;
    }

    /// <summary>The members. Duplicates are omitted and reported.</summary>
    public IEnumerable<(PolicyValue Name, JsonNode Value)> UniqueMembers(JsonNode node, StringComparer? comparer = null)
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
                Report(member.Name.Position, $"{member.Name} is there twice.");
        }
        return unique;
    }

    public void Report(SourcePosition position, string detail) => Problems.Add(new(AwsMessages.Syntax, position, detail));
}
