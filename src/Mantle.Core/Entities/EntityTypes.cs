using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Mantle.Core.Entities;

/// <summary>All declared entity types, and their JSON serialization.</summary>
public sealed class EntityTypes
{
    readonly FrozenDictionary<byte, (EntityType Type, JsonTypeInfo Json)> byNumber;

    /// <summary>Collects the types of the declarations.</summary>
    /// <exception cref="InvalidOperationException">Two types have the same number.</exception>
    public EntityTypes(params IReadOnlyList<EntityDeclarations> declarations)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
            Encoder = WriterOptions.Encoder,
            TypeInfoResolver = JsonTypeInfoResolver
                .Combine([.. declarations.Select(declared => declared.Json)])
                .WithAddedModifier(AlwaysWriteWhatIsRequired),
        };
        var known = new Dictionary<byte, (EntityType, JsonTypeInfo)>();
        foreach (var type in declarations.SelectMany(declared => declared.Types).Select(EntityType.OfRecord))
            if (!known.TryAdd(type.Number, (type, options.GetTypeInfo(type.Type))))
                throw new InvalidOperationException($"The number {type.Number} of {type.Type.Name} has another meaning already.");
        byNumber = known.ToFrozenDictionary();
    }

    /// <summary>
    /// Members that an entity cannot be read without are written also where they have their type's default value, such as false. Earlier
    /// versions left them out then, so that is how a missing one is read.
    /// </summary>
    static void AlwaysWriteWhatIsRequired(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(property => property.IsRequired))
        {
            property.ShouldSerialize = static (_, _) => true;
            property.IsRequired = !property.PropertyType.IsValueType;
        }
    }

    /// <summary>
    /// Writes quotation marks in two bytes instead of six, because policy documents are full of them. This JSON is never put into HTML.
    /// </summary>
    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Every type, in no particular order.</summary>
    public IEnumerable<EntityType> All => byNumber.Values.Select(entry => entry.Type);

    /// <summary>The type with a number.</summary>
    /// <exception cref="InvalidOperationException">No type has this number.</exception>
    public EntityType Find(byte number) => Entry(number).Type;

    /// <summary>The entity as it is stored.</summary>
    public byte[] Serialize(Entity entity) => JsonSerializer.SerializeToUtf8Bytes(entity, Entry(EntityType.Of(entity).Number).Json);

    /// <summary>The entity that was stored.</summary>
    /// <exception cref="JsonException">The text is not one. The message names the type.</exception>
    public Entity Deserialize(byte number, ReadOnlySpan<byte> json)
    {
        var (type, info) = Entry(number);
        try
        {
            return (Entity)JsonSerializer.Deserialize(json, info)!;
        }
        catch (JsonException error)
        {
            throw new JsonException($"A stored {type.Type.Name} cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Writes the entity as it is stored.</summary>
    public void Write(Utf8JsonWriter writer, Entity entity) =>
        JsonSerializer.Serialize(writer, entity, Entry(EntityType.Of(entity).Number).Json);

    (EntityType Type, JsonTypeInfo Json) Entry(byte number) =>
        byNumber.TryGetValue(number, out var entry)
            ? entry
            : throw new InvalidOperationException($"No type of entities has the number {number}.");
}
