namespace Mantle.RolesAnywhere.Entities;

/// <summary>The stored entities of IAM Roles Anywhere.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault
)]
[JsonSerializable(typeof(TrustAnchor))]
[JsonSerializable(typeof(Profile))]
[JsonSerializable(typeof(Crl))]
[JsonSerializable(typeof(Subject))]
sealed partial class RolesAnywhereEntities : JsonSerializerContext
{
    public static EntityDeclarations Declarations => new(Default, typeof(TrustAnchor), typeof(Profile), typeof(Crl), typeof(Subject));
}
