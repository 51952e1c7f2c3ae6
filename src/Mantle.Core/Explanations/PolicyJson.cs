using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mantle.Core.Explanations;

/// <summary>Reads and writes policies as JSON.</summary>
static class PolicyJson
{
    static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static readonly JsonWriterOptions Readable = Compact with { Indented = true };

    public static JsonObject Parse(string text) => (JsonObject)JsonNode.Parse(text)!;

    /// <summary>The text on one line.</summary>
    public static string Write(JsonNode node) => Write(node, Compact);

    /// <summary>The text as people read it.</summary>
    public static string WriteReadable(JsonNode node) => Write(node, Readable);

    static string Write(JsonNode node, JsonWriterOptions options)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, options))
            node.WriteTo(writer);
        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    /// <summary>The texts of an element that is a text or a list of texts.</summary>
    public static List<string> ListOf(JsonObject statement, string element) =>
        statement[element] switch
        {
            JsonArray several => [.. several.Select(item => item!.ToString())],
            null => [],
            var single => [single.ToString()],
        };

    /// <summary>An element of one or several texts.</summary>
    public static JsonNode List(IReadOnlyList<string> texts) =>
        texts is [var single] ? JsonValue.Create(single)! : new JsonArray([.. texts.Select(text => (JsonNode)JsonValue.Create(text)!)]);
}
