using System.Text.Json;

namespace Mantle.Policy.Tests;

/// <summary>Every case of Cases/Validation: which documents are refused, with which of AWS's messages, and where.</summary>
public sealed class ValidationCaseTests
{
    public static IEnumerable<TheoryDataRow<string, string>> Rows() =>
        CaseFile.Read("Validation").Select(c => new TheoryDataRow<string, string>(c.Case.GetRawText(), c.Source));

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_document_is_refused_with_the_message_of_AWS(string json, string source)
    {
        using var parsed = JsonDocument.Parse(json);
        var item = parsed.RootElement;
        // "text" is the document as a string, for what is not JSON; "policy" the document or its statements.
        var text = item.TryGetProperty("text", out var given) ? given.GetString()! : CaseFile.PolicyText(item.GetProperty("policy"));
        var type = Enum.Parse<PolicyType>(item.TryGetProperty("type", out var name) ? name.GetString()! : "Identity");
        if (PolicyDocument.TryParse(text, out var document, out var problems))
            problems = PolicyValidator.Validate(document, type);

        var expected = item.GetProperty("message").GetString();
        var first = problems.Count > 0 ? problems[0] : null;
        Assert.True(expected == first?.Message, $"{first} for {json} {source}");
        if (item.TryGetProperty("at", out var at))
            Assert.Equal(at.GetString(), $"{problems[0].Line}:{problems[0].Column}");
    }
}
