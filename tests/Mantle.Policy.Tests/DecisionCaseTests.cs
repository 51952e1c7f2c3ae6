using System.Text.Json;

namespace Mantle.Policy.Tests;

/// <summary>Every case of Cases/Decisions.</summary>
public sealed class DecisionCaseTests
{
    public static IEnumerable<TheoryDataRow<string, string, string>> Rows() =>
        CaseFile
            .Read("Decisions")
            .Select(c => new TheoryDataRow<string, string, string>(c.Case.GetProperty("name").GetString()!, c.Case.GetRawText(), c.Source));

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_request_is_decided_as_documented(string name, string json, string source)
    {
        using var document = JsonDocument.Parse(json);
        var item = document.RootElement;
        var request = Request(item);
        var explanation = PolicyEvaluator.Explain(request);
        Assert.Equal(explanation.Decision, PolicyEvaluator.Evaluate(request));

        var decision = explanation.Decision;
        var expected = item.GetProperty("expect").GetString()!.Split(" by ");
        Assert.True(expected[0] == Word(decision.Outcome), $"{name}: {decision} {source}");
        if (expected.Length == 2)
            Assert.True(expected[1] == decision.Layer.ToString(), $"{name}: {decision} {source}");
        if (item.TryGetProperty("level", out var level))
            Assert.Equal(level.GetInt32(), decision.Level);
        if (item.TryGetProperty("matched", out var matched))
            Assert.Equal(CaseFile.Strings(matched), explanation.MatchedStatements.Select(s => s.Sid ?? $"#{s.StatementIndex}"));
        if (item.TryGetProperty("missing", out var missing))
            Assert.Equal(CaseFile.Strings(missing), explanation.MissingContextKeys);
        if (item.TryGetProperty("message", out var message))
            Assert.Equal(
                message.GetString(),
                AccessDeniedMessage.Format(request.Principal.Arn!, request.Action, request.Resource, decision)
            );
    }

    static string Word(DecisionOutcome outcome) =>
        outcome switch
        {
            DecisionOutcome.Allowed => "allowed",
            DecisionOutcome.ExplicitDeny => "explicitDeny",
            _ => "implicitDeny",
        };

    static EvaluationRequest Request(JsonElement item)
    {
        var context = new DictionaryRequestContext();
        if (item.TryGetProperty("context", out var keys))
        {
            foreach (var key in keys.EnumerateObject())
            {
                if (key.Value.ValueKind == JsonValueKind.Array)
                    context.Add(key.Name, CaseFile.Strings(key.Value));
                else
                    context.Add(key.Name, CaseFile.Strings(key.Value)[0]);
            }
        }
        var bindings = item.TryGetProperty("bindings", out var bound)
            ? bound.EnumerateObject().ToDictionary(b => b.Name, b => b.Value.GetString()!)
            : null;
        return new EvaluationRequest
        {
            Principal = Callers.Named(Text(item, "principal") ?? "user"),
            Action = ActionName.Parse(Text(item, "action") ?? "s3:GetObject"),
            Resource = Text(item, "resource") ?? "arn:aws:s3:::bucket/key",
            ResourceAccountId = Text(item, "resourceAccount") ?? Callers.Account,
            Context = context,
            IdentityPolicies = Layer(item, "identity"),
            PermissionsBoundary = Layer(item, "boundary"),
            SessionPolicies = Layer(item, "session"),
            ResourcePolicy = Layer(item, "resourcePolicy", bindings),
            ResourcePolicyKind = Enum.Parse<ResourcePolicyKind>(Text(item, "resourcePolicyKind") ?? "Ordinary"),
            VpcEndpointPolicy = Layer(item, "vpcEndpoint"),
            ServiceControlPolicies = Levels(item, "scp"),
            ResourceControlPolicies = Levels(item, "rcp"),
        };
    }

    static string? Text(JsonElement item, string name) => item.TryGetProperty(name, out var value) ? value.GetString() : null;

    static PolicySet? Layer(JsonElement item, string name, Dictionary<string, string>? bindings = null) =>
        item.TryGetProperty(name, out var value) ? Set(value, name, bindings) : null;

    // An array of documents is several policies; one of statements is a single policy.
    static PolicySet Set(JsonElement value, string id, Dictionary<string, string>? bindings = null) =>
        value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(v => v.TryGetProperty("Statement", out _))
            ? PolicySet.Create(value.EnumerateArray().Select((v, i) => CaseFile.Compile(v, $"{id}{i}", bindings)))
            : [CaseFile.Compile(value, id, bindings)];

    static PolicyLevels? Levels(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) ? [.. value.EnumerateArray().Select(v => Set(v, name))] : null;
}
