namespace Mantle.Core.Organizations;

/// <summary>The entity types of an organization.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault
)]
[JsonSerializable(typeof(OrganizationSettings))]
[JsonSerializable(typeof(Unit))]
[JsonSerializable(typeof(Member))]
[JsonSerializable(typeof(OrganizationPolicy))]
[JsonSerializable(typeof(HandshakeRecord))]
[JsonSerializable(typeof(AccountCreation))]
[JsonSerializable(typeof(Delegation))]
[JsonSerializable(typeof(TransferRecord))]
public sealed partial class OrganizationEntities : JsonSerializerContext
{
    public static EntityDeclarations Declarations =>
        new(
            Default,
            typeof(OrganizationSettings),
            typeof(Unit),
            typeof(Member),
            typeof(OrganizationPolicy),
            typeof(HandshakeRecord),
            typeof(AccountCreation),
            typeof(Delegation),
            typeof(TransferRecord)
        );
}
