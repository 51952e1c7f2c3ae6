using System.Buffers;
using System.Text.Json;
using Mantle.Server.Accounts;

namespace Mantle.Server.Storage;

/// <summary>A change log entry's body: a JSON array of <c>{"kind","key","entity"}</c>, without an entity where one was removed.</summary>
static class ChangeLogFormat
{
    public static byte[] Write(IReadOnlyList<EntityChange> changes)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, EntityJson.WriterOptions))
        {
            json.WriteStartArray();
            foreach (var change in changes)
            {
                json.WriteStartObject();
                json.WriteNumber("kind"u8, (int)change.Kind);
                json.WriteString("key"u8, change.Key);
                if (change.Entity is not null)
                {
                    json.WritePropertyName("entity"u8);
                    EntityJson.Write(json, change.Entity);
                }
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        return buffer.WrittenSpan.ToArray();
    }

    public static IReadOnlyList<EntityChange> Read(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var changes = new List<EntityChange>(document.RootElement.GetArrayLength());
        foreach (var item in document.RootElement.EnumerateArray())
        {
            var kind = (EntityKind)item.GetProperty("kind"u8).GetInt32();
            var entity = item.TryGetProperty("entity"u8, out var body1)
                ? EntityJson.Deserialize(kind, JsonSerializer.SerializeToUtf8Bytes(body1, JsonElementJson.Default.JsonElement))
                : null;
            changes.Add(new EntityChange(kind, item.GetProperty("key"u8).GetString()!, entity));
        }
        return changes;
    }
}

[JsonSerializable(typeof(JsonElement))]
sealed partial class JsonElementJson : JsonSerializerContext;
