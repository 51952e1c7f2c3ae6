using System.Text.Json;
using System.Text.Json.Nodes;
using Mantle.Organizations.Policies;
using Mantle.Tests.Shared;

namespace Mantle.Server.Tests.Operations.Organizations.Policies;

/// <summary>
/// Management policies: <c>Cases/management-policies.json</c>, whose documents and outcomes are those of the Organizations User Guide,
/// and documents that differ from them in one place.
/// </summary>
public class ManagementPolicyTests
{
    static readonly CaseFile Cases = JsonSerializer.Deserialize<CaseFile>(
        File.ReadAllText(Path.Combine(Repository.Root, "tests", "Mantle.Server.Tests", "Cases", "management-policies.json")),
        JsonSerializerOptions.Web
    )!;

    public static TheoryData<string, string> Valid => Rows(Cases.Valid);

    public static TheoryData<string, string> Malformed => Rows(Cases.Malformed);

    public static TheoryData<string> Effective => [.. Cases.Effective.Select(row => row.Case)];

    [Theory]
    [MemberData(nameof(Valid))]
    public void What_the_type_has_is_valid(string type, string document) => Assert.True(ManagementPolicy.IsValid(type, document));

    [Theory]
    [MemberData(nameof(Malformed))]
    public void What_the_type_has_not_is_malformed(string type, string document) => Assert.False(ManagementPolicy.IsValid(type, document));

    [Theory]
    [MemberData(nameof(Effective))]
    public void Levels_add_up_as_documented(string name)
    {
        var row = Cases.Effective.Single(row => row.Case == name);
        var effective = ManagementPolicy.Effective(row.Levels.Select(level => level.Select(document => document.GetRawText())));
        Assert.Equal(JsonNode.Parse(row.Expected.GetRawText())!.ToJsonString(), effective!.ToJsonString());
    }

    [Fact]
    public void An_effective_policy_names_where_there_are_too_many()
    {
        string Half(int from) =>
            """{"chatbot":{"platforms":{"slack":{"workspaces":{"@@append":[LIST]}}}}}""".Replace(
                "LIST",
                string.Join(',', Enumerable.Range(from, 200).Select(i => $"\"T{i}\"")),
                StringComparison.Ordinal
            );
        Assert.True(ManagementPolicy.IsValid("CHATBOT_POLICY", Half(0)));
        var effective = ManagementPolicy.Effective([
            [Half(0)],
            [Half(200)],
        ]);
        Assert.Equal(["/chatbot/platforms/slack/workspaces"], PolicySchemas.Of("CHATBOT_POLICY").TooMany(effective, ""));
        Assert.Equal(
            [],
            PolicySchemas
                .Of("CHATBOT_POLICY")
                .TooMany(
                    ManagementPolicy.Effective([
                        [Half(0)],
                    ]),
                    ""
                )
        );
    }

    [Theory]
    [InlineData("""{"tags":{"a":{"tag_key":{"@@assign":"\ud800"}}}}""")]
    [InlineData("""{"tags":{"a":{"tag_key":{"@@assign":"x\udc00y"}}}}""")]
    [InlineData("""{"tags":{"\ud800":{"tag_key":{"@@assign":"a"}}}}""")]
    [InlineData("""{"\udfff":{}}""")]
    public void A_text_that_is_none_is_malformed(string document) => Assert.False(ManagementPolicy.IsValid("TAG_POLICY", document));

    [Fact]
    public void Half_of_a_surrogate_pair_that_is_not_escaped_is_malformed() =>
        Assert.False(ManagementPolicy.IsValid("TAG_POLICY", "{\"tags\":{\"" + '\ud800' + "\":{}}}"));

    static TheoryData<string, string> Rows(IReadOnlyList<DocumentRow> documents)
    {
        var rows = new TheoryData<string, string>();
        foreach (var row in documents)
            rows.Add(row.Type, row.Document.GetRawText());
        return rows;
    }

    sealed record CaseFile(IReadOnlyList<DocumentRow> Valid, IReadOnlyList<DocumentRow> Malformed, IReadOnlyList<EffectiveRow> Effective);

    sealed record DocumentRow(string Type, JsonElement Document);

    sealed record EffectiveRow(string Case, IReadOnlyList<IReadOnlyList<JsonElement>> Levels, JsonElement Expected, string Source);
}
