namespace Mantle.S3.Entities;

/// <summary>The stored entities of S3 in an account.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault
)]
[JsonSerializable(typeof(Bucket))]
[JsonSerializable(typeof(AccessPoint))]
[JsonSerializable(typeof(AccountPublicAccess))]
sealed partial class S3Entities : JsonSerializerContext
{
    public static EntityDeclarations Declarations => new(Default, typeof(Bucket), typeof(AccessPoint), typeof(AccountPublicAccess));
}
