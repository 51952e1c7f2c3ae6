namespace Mantle.ExampleService.Entities;

/// <summary>The stored entities of the service in an account.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault
)]
[JsonSerializable(typeof(StoredLamp))]
sealed partial class LampEntities : JsonSerializerContext
{
    public static EntityDeclarations Declarations => new(Default, typeof(StoredLamp));
}
