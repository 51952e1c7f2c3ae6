namespace Mantle.Eks.Entities;

/// <summary>The stored entities of EKS in an account.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault
)]
[JsonSerializable(typeof(PodAssociation))]
sealed partial class EksEntities : JsonSerializerContext
{
    public static EntityDeclarations Declarations => new(Default, typeof(PodAssociation));
}
