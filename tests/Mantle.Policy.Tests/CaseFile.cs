using System.Text.Json;

namespace Mantle.Policy.Tests;

/// <summary>Reads the files under Cases; <c>docs/policy/cases.md</c> describes them.</summary>
static class CaseFile
{
    public static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Cases");

    public static IEnumerable<(string Source, JsonElement Case)> Read(string folder)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Folder, folder), "*.json").Order(StringComparer.Ordinal))
        {
            using var document = JsonDocument.Parse(
                File.ReadAllText(file),
                new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }
            );
            foreach (var group in document.RootElement.EnumerateArray())
            {
                var source = group.GetProperty("source").GetString()!;
                foreach (var item in group.GetProperty("cases").EnumerateArray())
                    yield return ($"{Path.GetFileName(file)} {source}", item.Clone());
            }
        }
    }

    /// <summary>A policy is a document, one statement or an array of statements; statements get version 2012-10-17.</summary>
    public static string PolicyText(JsonElement policy) =>
        policy.ValueKind == JsonValueKind.Object && policy.TryGetProperty("Statement", out _)
            ? policy.GetRawText()
            : $$"""{"Version":"2012-10-17","Statement":{{policy.GetRawText()}}}""";

    public static CompiledPolicy Compile(JsonElement policy, string id, IReadOnlyDictionary<string, string>? bindings = null)
    {
        var text = PolicyText(policy);
        Assert.True(PolicyDocument.TryParse(text, out var document, out var problems), $"{string.Join("; ", problems)} in {text}");
        return CompiledPolicy.Compile(document, new PolicySource(id), bindings);
    }

    public static string[] Strings(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(Text)] : [Text(value)];

    static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
