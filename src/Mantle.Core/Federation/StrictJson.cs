using System.Text.Json;

namespace Mantle.Core.Federation;

/// <summary>JSON from outside whose every name and text can be read: no half of a surrogate pair, no bytes that are no UTF-8.</summary>
public static class StrictJson
{
    /// <exception cref="JsonException">It is no JSON, or holds a text that is none.</exception>
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

    /// <summary>Reading a text is what finds out whether it is one. How deep the document is, its parser has bounded.</summary>
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
