using System.Text.Json.Nodes;
using Mantle.Policy;

namespace Mantle.Core.Explanations;

/// <summary>Reads statements of recorded policies with their conditions, and what the request had of them.</summary>
static class StatementReader
{
    public static ExplainedStatement Read(RecordedPolicy policy, int index, Effect effect, RecordedAccess access, IReadOnlyList<int> failed)
    {
        var document = PolicyJson.Parse(policy.Text);
        var statement = document["Statement"] is JsonArray several ? several[index]! : document["Statement"]!;
        var parsed = PolicyDocument.Parse(policy.Text).Statements[index];
        return new ExplainedStatement(
            policy,
            parsed.Sid?.Text is { Length: > 0 } sid ? sid : string.Create(CultureInfo.InvariantCulture, $"Statement{index + 1}"),
            effect,
            PolicyJson.Write(statement),
            [
                .. parsed.Conditions.Select(
                    (condition, place) =>
                        new ExplainedCondition(
                            condition.OperatorText.Text,
                            condition.Key.Text,
                            [.. condition.Values.Select(value => value.Text)],
                            access
                                .Context.FirstOrDefault(entry => entry.Key.Equals(condition.Key.Text, StringComparison.OrdinalIgnoreCase))
                                .Value,
                            !failed.Contains(place)
                        )
                ),
            ]
        );
    }
}
