using System.Text.Json;

namespace Mantle.Core.Federation;

/// <summary>Parses untrusted JSON. Every name and string must be valid Unicode: no lone surrogates, no invalid UTF-8.</summary>
public static class StrictJson
{
    /// <exception cref="JsonException">It is not valid JSON, or contains an invalid string.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> json, JsonDocumentOptions options)
    {
        JsonDocument? document = null;
        try
        {
            document = JsonDocument.Parse(json, options);
            ReadTexts(document.RootElement);
            return document;
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            document?.Dispose();
            throw new JsonException("The document has a text that is no Unicode.", error);
        }
    }

    /// <summary>Reads every string, because reading is what detects an invalid one. The parser limits the depth.</summary>
    static void ReadTexts(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    ReadTexts(item);
                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    _ = member.Name;
                    ReadTexts(member.Value);
                }
                break;
        }
    }
}
