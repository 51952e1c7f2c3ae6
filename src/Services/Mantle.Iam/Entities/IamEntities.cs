using Mantle.Core.Accounts;

namespace Mantle.Iam.Entities;

/// <summary>IAM's stored entities other than identities.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault
)]
[JsonSerializable(typeof(VirtualMfaDevice))]
[JsonSerializable(typeof(ServerCertificate))]
[JsonSerializable(typeof(PasswordPolicy))]
[JsonSerializable(typeof(RoleDeletion))]
[JsonSerializable(typeof(DelegationRequest))]
sealed partial class IamEntities : JsonSerializerContext
{
    public static EntityDeclarations Declarations =>
        new(
            Default,
            typeof(VirtualMfaDevice),
            typeof(ServerCertificate),
            typeof(PasswordPolicy),
            typeof(RoleDeletion),
            typeof(DelegationRequest)
        );
}
