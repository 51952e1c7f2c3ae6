namespace Mantle.Core.Accounts;

/// <summary>The entity types that every account has: its identities and what decisions need besides them.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault
)]
[JsonSerializable(typeof(RootUser))]
[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(Group))]
[JsonSerializable(typeof(Role))]
[JsonSerializable(typeof(ManagedPolicy))]
[JsonSerializable(typeof(InstanceProfile))]
[JsonSerializable(typeof(OidcProvider))]
[JsonSerializable(typeof(SamlProvider))]
[JsonSerializable(typeof(OutboundFederation))]
[JsonSerializable(typeof(AccountSettings))]
[JsonSerializable(typeof(Membership))]
[JsonSerializable(typeof(WorkloadRegistration))]
[JsonSerializable(typeof(EndedDelegation))]
public sealed partial class AccountEntities : JsonSerializerContext
{
    public static EntityDeclarations Declarations =>
        new(
            Default,
            typeof(RootUser),
            typeof(User),
            typeof(Group),
            typeof(Role),
            typeof(ManagedPolicy),
            typeof(InstanceProfile),
            typeof(OidcProvider),
            typeof(SamlProvider),
            typeof(OutboundFederation),
            typeof(AccountSettings),
            typeof(Membership),
            typeof(WorkloadRegistration),
            typeof(EndedDelegation)
        );
}
