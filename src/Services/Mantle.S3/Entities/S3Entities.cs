namespace Mantle.S3.Entities;

/// <summary>What S3 keeps of an account, as it is stored.</summary>
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
