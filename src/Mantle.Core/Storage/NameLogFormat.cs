using System.Buffers;
using System.Text.Json;

namespace Mantle.Core.Storage;

/// <summary>The body of a change log entry for names: a JSON array of <c>{"kind","name","account","released"}</c>.</summary>
public static class NameLogFormat
{
    public static byte[] Write(IReadOnlyList<NameChange> names)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, EntityTypes.WriterOptions))
        {
            json.WriteStartArray();
            foreach (var name in names)
            {
                json.WriteStartObject();
                json.WriteString("kind"u8, name.Kind);
                json.WriteString("name"u8, name.Name);
                json.WriteString("account"u8, name.AccountId);
                if (!name.IsClaim)
                    json.WriteBoolean("released"u8, true);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        return buffer.WrittenSpan.ToArray();
    }

    public static IReadOnlyList<NameChange> Read(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var names = new List<NameChange>(document.RootElement.GetArrayLength());
        foreach (var item in document.RootElement.EnumerateArray())
            names.Add(
                new NameChange(
                    item.GetProperty("kind"u8).GetString()!,
                    item.GetProperty("name"u8).GetString()!,
                    AccountId.TryParse(item.GetProperty("account"u8).GetString(), out var account) ? account : default,
                    IsClaim: !item.TryGetProperty("released"u8, out _)
                )
            );
        return names;
    }
}
