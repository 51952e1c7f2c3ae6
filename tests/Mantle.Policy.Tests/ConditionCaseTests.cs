using System.Text.Json;

namespace Mantle.Policy.Tests;

/// <summary>Every row of Cases/Conditions, as an Allow and as a Deny, with and without explanation.</summary>
public sealed class ConditionCaseTests
{
    public static IEnumerable<TheoryDataRow<string, string>> Rows() =>
        CaseFile.Read("Conditions").Select(c => new TheoryDataRow<string, string>(c.Case.GetRawText(), c.Source));

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_condition_holds_as_documented(string row, string source)
    {
        // [operator, values of the policy, values of the request or null, expectation, further keys of the request]
        using var document = JsonDocument.Parse(row);
        var cells = document.RootElement;
        var expected = cells[3].ValueKind == JsonValueKind.String ? cells[3].GetString() : cells[3].GetRawText();
        var context = new DictionaryRequestContext();
        if (cells[2].ValueKind == JsonValueKind.Array)
            context.Add("test:Key", CaseFile.Strings(cells[2]));
        else if (cells[2].ValueKind != JsonValueKind.Null)
            context.Add("test:Key", CaseFile.Strings(cells[2])[0]);
        if (cells.GetArrayLength() > 4)
        {
            foreach (var key in cells[4].EnumerateObject())
            {
                if (key.Value.ValueKind == JsonValueKind.Array)
                    context.Add(key.Name, CaseFile.Strings(key.Value));
                else
                    context.Add(key.Name, CaseFile.Strings(key.Value)[0]);
            }
        }

        var condition = $$$"""{"{{{cells[0].GetString()}}}":{"test:Key":{{{cells[1].GetRawText()}}}}}""";
        var allow = Decide(
            $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{{{condition}}}}}""",
            context
        );
        var deny = Decide(
            $$$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},
            {"Effect":"Deny","Action":"*","Resource":"*","Condition":{{{condition}}}}]}
            """,
            context
        );

        // A condition that cannot be evaluated narrows access: the Allow has no effect, the Deny has.
        Assert.True(expected is "true" or "false" or "unknown", source);
        Assert.True((expected == "true") == allow.Decision.IsAllowed, $"As Allow: {row} {source}");
        Assert.True((expected != "false") == (deny.Decision.Outcome == DecisionOutcome.ExplicitDeny), $"As Deny: {row} {source}");
        Assert.True((expected == "unknown") == (allow.Unevaluated.Length > 0), $"Reasons: {row} {source}");
        Assert.Equal(allow.Unevaluated.Length, deny.Unevaluated.Length);
    }

    static DecisionExplanation Decide(string policy, RequestContext context)
    {
        var request = new EvaluationRequest
        {
            Principal = Callers.Named("user"),
            Action = ActionName.Parse("s3:GetObject"),
            Resource = "arn:aws:s3:::b/k",
            Context = context,
            IdentityPolicies = [CompiledPolicy.Compile(policy)],
        };
        var explanation = PolicyEvaluator.Explain(request);
        Assert.Equal(explanation.Decision, PolicyEvaluator.Evaluate(request));
        return explanation;
    }
}
