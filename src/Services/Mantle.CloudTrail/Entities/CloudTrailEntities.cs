namespace Mantle.CloudTrail.Entities;

/// <summary>The stored entities of CloudTrail in an account.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault
)]
[JsonSerializable(typeof(Trail))]
[JsonSerializable(typeof(TrailProgress))]
[JsonSerializable(typeof(DigestKey))]
sealed partial class CloudTrailEntities : JsonSerializerContext
{
    public static EntityDeclarations Declarations => new(Default, typeof(Trail), typeof(TrailProgress), typeof(DigestKey));
}
