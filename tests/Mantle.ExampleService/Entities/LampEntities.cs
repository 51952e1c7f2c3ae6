namespace Mantle.ExampleService.Entities;

/// <summary>What the service keeps of an account, as it is stored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault
)]
[JsonSerializable(typeof(StoredLamp))]
sealed partial class LampEntities : JsonSerializerContext
{
    public static EntityDeclarations Declarations => new(Default, typeof(StoredLamp));
}
