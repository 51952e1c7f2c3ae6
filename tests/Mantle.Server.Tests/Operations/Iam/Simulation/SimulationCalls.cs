using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Simulation;

/// <summary>Helpers for tests of the simulator.</summary>
static class SimulationCalls
{
    public static Task<Answer> SimulateAsync(
        this TestClient client,
        string policy,
        string action,
        params (string Name, string Value)[] more
    ) => client.Iam("SimulateCustomPolicy", [("PolicyInputList.member.1", policy), ("ActionNames.member.1", action), .. more]);

    public static Task<Answer> SimulateAsAsync(
        this TestClient client,
        string sourceArn,
        string action,
        params (string Name, string Value)[] more
    ) => client.Iam("SimulatePrincipalPolicy", [("PolicySourceArn", sourceArn), ("ActionNames.member.1", action), .. more]);

    /// <summary>The decision on the first action.</summary>
    public static string Decision(this Answer answer) => answer.Text("EvalDecision");

    /// <summary>The statements of the first result: policy, type and position of each.</summary>
    public static IReadOnlyList<string> Statements(this Answer answer) =>
        [
            .. answer
                .Find("MatchedStatements")!
                .Elements("member")
                .Select(statement =>
                    $"{statement.Element("SourcePolicyId")!.Value} ({statement.Element("SourcePolicyType")!.Value}) "
                    + $"{Place(statement.Element("StartPosition")!)}-{Place(statement.Element("EndPosition")!)}"
                ),
        ];

    /// <summary>The policies of the first result's statements.</summary>
    public static IReadOnlyList<string> Sources(this Answer answer) =>
        [.. answer.Find("MatchedStatements")!.Elements("member").Select(statement => statement.Element("SourcePolicyId")!.Value)];

    public static (string, string)[] Context(string key, string type, params string[] values) =>
        [
            ("ContextEntries.member.1.ContextKeyName", key),
            ("ContextEntries.member.1.ContextKeyType", type),
            .. values.Select((value, i) => ($"ContextEntries.member.1.ContextKeyValues.member.{i + 1}", value)),
        ];

    static string Place(System.Xml.Linq.XElement position) => $"{position.Element("Line")!.Value}:{position.Element("Column")!.Value}";

    public static string ResourcePolicy(string effect, string principal) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"{{effect}}","Principal":{"AWS":"{{principal}}"}"""
        + ""","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}]}""";
}
