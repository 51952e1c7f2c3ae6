using System.Buffers;
using System.Text.Json;

namespace Mantle.Core.Accounts;

/// <summary>Reads and writes policy documents as UTF-8, without making a string.</summary>
public sealed class PolicyTextConverter : JsonConverter<PolicyText>
{
    public override PolicyText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader is { HasValueSequence: false, ValueIsEscaped: false } ? PolicyText.Of(reader.ValueSpan) : Unescaped(ref reader);

    static PolicyText Unescaped(ref Utf8JsonReader reader)
    {
        var length = reader.HasValueSequence ? checked((int)reader.ValueSequence.Length) : reader.ValueSpan.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            return PolicyText.Of(buffer.AsSpan(0, reader.CopyString(buffer)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public override void Write(Utf8JsonWriter writer, PolicyText value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToUtf8());
}
