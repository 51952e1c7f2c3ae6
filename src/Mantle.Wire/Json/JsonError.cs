using System.Buffers;
using System.Text.Json;

namespace Mantle.Wire;

/// <summary>The error document of the JSON protocol.</summary>
public static class JsonError
{
    /// <summary>Writes an error; an empty message is left out.</summary>
    public static void Write(IBufferWriter<byte> output, ApiException error)
    {
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        writer.WriteString("__type"u8, error.Code);
        if (error.Message.Length > 0)
            writer.WriteString("Message"u8, error.Message);
        foreach (var (name, value) in error.Details)
            writer.WriteString(name, value);
        writer.WriteEndObject();
    }
}
