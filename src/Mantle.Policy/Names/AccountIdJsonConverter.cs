using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mantle.Policy;

/// <summary>Reads and writes an <see cref="AccountId"/> as a JSON string of twelve digits.</summary>
public sealed class AccountIdJsonConverter : JsonConverter<AccountId>
{
    /// <inheritdoc/>
    /// <exception cref="FormatException">The text is not twelve digits.</exception>
    public override AccountId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        AccountId.Parse(reader.GetString() ?? "");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, AccountId value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
