using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mantle.Core.Explanations;

/// <summary>Reads and writes policies as JSON.</summary>
public static class PolicyJson
{
    static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static readonly JsonWriterOptions Readable = Compact with { Indented = true };

    /// <summary>Reads a policy. What is no character in it is read as U+FFFD.</summary>
    public static JsonObject Parse(string text) => (JsonObject)JsonNode.Parse(WithoutHalves(text))!;

    /// <summary>
    /// The text with halves of surrogate pairs as U+FFFD: policies may have them as they are escaped, but as characters they do not exist,
    /// so they cannot be read, nor written again.
    /// </summary>
    public static string WithoutHalves(string text)
    {
        if (!text.Contains("\\u", StringComparison.Ordinal))
            return text;
        var whole = new StringBuilder(text);
        for (var i = 0; i < whole.Length; i++)
            if (whole[i] == '\\')
            {
                if (CodeAt(whole, i) is not { } code)
                    i++;
                else if (char.IsHighSurrogate(code) && CodeAt(whole, i + Escape) is { } low && char.IsLowSurrogate(low))
                    i += (2 * Escape) - 1;
                else
                {
                    if (char.IsSurrogate(code))
                        whole.Replace(whole.ToString(i + 2, 4), "fffd", i + 2, 4);
                    i += Escape - 1;
                }
            }
        return whole.ToString();
    }

    /// <summary>The length of <c>\uXXXX</c>.</summary>
    const int Escape = 6;

    /// <summary>The character that is escaped as <c>\uXXXX</c> at a place; null if none is.</summary>
    static char? CodeAt(StringBuilder text, int at) =>
        at + Escape <= text.Length
        && text[at] == '\\'
        && text[at + 1] == 'u'
        && ushort.TryParse(text.ToString(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            ? (char)code
            : null;

    /// <summary>The text on one line.</summary>
    public static string Write(JsonNode node) => Write(node, Compact);

    /// <summary>The text as people read it.</summary>
    public static string WriteReadable(JsonNode node) => Write(node, Readable);

    static string Write(JsonNode node, JsonWriterOptions options)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, options))
            node.WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
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
