using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mantle.Policy;

/// <summary>Reads and writes an <see cref="Arn"/> as a JSON string.</summary>
public sealed class ArnJsonConverter : JsonConverter<Arn>
{
    /// <inheritdoc/>
    /// <exception cref="FormatException">The text is not an ARN.</exception>
    public override Arn Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Arn.Parse(reader.GetString() ?? "");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Arn value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
