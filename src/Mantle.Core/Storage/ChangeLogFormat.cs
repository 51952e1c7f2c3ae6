using System.Buffers;
using System.Text.Json;

namespace Mantle.Core.Storage;

/// <summary>
/// The body of a change log entry: a JSON array of <c>{"kind","key","entity"}</c>. A removed entity has no <c>entity</c>.
/// </summary>
public static class ChangeLogFormat
{
    public static byte[] Write(EntityTypes types, IReadOnlyList<EntityChange> changes)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, EntityTypes.WriterOptions))
        {
            json.WriteStartArray();
            foreach (var change in changes)
            {
                json.WriteStartObject();
                json.WriteNumber("kind"u8, change.Type.Number);
                json.WriteString("key"u8, change.Key);
                if (change.Entity is not null)
                {
                    json.WritePropertyName("entity"u8);
                    types.Write(json, change.Entity);
                }
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        return buffer.WrittenSpan.ToArray();
    }

    public static IReadOnlyList<EntityChange> Read(EntityTypes types, ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var changes = new List<EntityChange>(document.RootElement.GetArrayLength());
        foreach (var item in document.RootElement.EnumerateArray())
        {
            var number = item.GetProperty("kind"u8).GetByte();
            var entity = item.TryGetProperty("entity"u8, out var body1)
                ? types.Deserialize(number, JsonSerializer.SerializeToUtf8Bytes(body1, JsonElementJson.Default.JsonElement))
                : null;
            changes.Add(new EntityChange(types.Find(number), item.GetProperty("key"u8).GetString()!, entity));
        }
        return changes;
    }
}

[JsonSerializable(typeof(JsonElement))]
public sealed partial class JsonElementJson : JsonSerializerContext;
