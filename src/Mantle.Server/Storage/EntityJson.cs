using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Mantle.Server.Accounts;

namespace Mantle.Server.Storage;

/// <summary>Entities as JSON, the form in which they are stored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    Converters = [typeof(PolicyTextConverter)])]
[JsonSerializable(typeof(RootUser))]
[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(Group))]
[JsonSerializable(typeof(Role))]
[JsonSerializable(typeof(ManagedPolicy))]
[JsonSerializable(typeof(InstanceProfile))]
[JsonSerializable(typeof(Bucket))]
[JsonSerializable(typeof(AccessPoint))]
[JsonSerializable(typeof(VirtualMfaDevice))]
[JsonSerializable(typeof(ServerCertificate))]
[JsonSerializable(typeof(PasswordPolicy))]
[JsonSerializable(typeof(GlobalName))]
[JsonSerializable(typeof(OrganizationSettings))]
[JsonSerializable(typeof(Unit))]
[JsonSerializable(typeof(Member))]
[JsonSerializable(typeof(OrganizationPolicy))]
[JsonSerializable(typeof(HandshakeRecord))]
[JsonSerializable(typeof(AccountCreation))]
[JsonSerializable(typeof(Delegation))]
[JsonSerializable(typeof(TransferRecord))]
[JsonSerializable(typeof(Membership))]
[JsonSerializable(typeof(ReceivedHandshake))]
[JsonSerializable(typeof(OidcProvider))]
[JsonSerializable(typeof(SamlProvider))]
[JsonSerializable(typeof(OutboundFederation))]
[JsonSerializable(typeof(AccountSettings))]
[JsonSerializable(typeof(RoleDeletion))]
[JsonSerializable(typeof(DelegationRequest))]
sealed partial class EntityJson : JsonSerializerContext
{
    public static byte[] Serialize(Entity entity) => JsonSerializer.SerializeToUtf8Bytes(entity, TypeOf(entity.Kind));

    public static Entity Deserialize(Accounts.EntityKind kind, ReadOnlySpan<byte> json) =>
        (Entity)JsonSerializer.Deserialize(json, TypeOf(kind))!;

    public static void Write(Utf8JsonWriter writer, Entity entity) => JsonSerializer.Serialize(writer, entity, TypeOf(entity.Kind));

    static JsonTypeInfo TypeOf(Accounts.EntityKind kind) => kind switch
    {
        Accounts.EntityKind.Root => Default.RootUser,
        Accounts.EntityKind.User => Default.User,
        Accounts.EntityKind.Group => Default.Group,
        Accounts.EntityKind.Role => Default.Role,
        Accounts.EntityKind.ManagedPolicy => Default.ManagedPolicy,
        Accounts.EntityKind.InstanceProfile => Default.InstanceProfile,
        Accounts.EntityKind.Bucket => Default.Bucket,
        Accounts.EntityKind.AccessPoint => Default.AccessPoint,
        Accounts.EntityKind.VirtualMfaDevice => Default.VirtualMfaDevice,
        Accounts.EntityKind.ServerCertificate => Default.ServerCertificate,
        Accounts.EntityKind.PasswordPolicy => Default.PasswordPolicy,
        Accounts.EntityKind.Name => Default.GlobalName,
        Accounts.EntityKind.OrganizationSettings => Default.OrganizationSettings,
        Accounts.EntityKind.Unit => Default.Unit,
        Accounts.EntityKind.Member => Default.Member,
        Accounts.EntityKind.OrganizationPolicy => Default.OrganizationPolicy,
        Accounts.EntityKind.Handshake => Default.HandshakeRecord,
        Accounts.EntityKind.AccountCreation => Default.AccountCreation,
        Accounts.EntityKind.Delegation => Default.Delegation,
        Accounts.EntityKind.Transfer => Default.TransferRecord,
        Accounts.EntityKind.Membership => Default.Membership,
        Accounts.EntityKind.ReceivedHandshake => Default.ReceivedHandshake,
        Accounts.EntityKind.OidcProvider => Default.OidcProvider,
        Accounts.EntityKind.SamlProvider => Default.SamlProvider,
        Accounts.EntityKind.OutboundFederation => Default.OutboundFederation,
        Accounts.EntityKind.AccountSettings => Default.AccountSettings,
        Accounts.EntityKind.RoleDeletion => Default.RoleDeletion,
        Accounts.EntityKind.DelegationRequest => Default.DelegationRequest,
        _ => throw new InvalidOperationException($"Unknown entity kind {kind}."),
    };
}

sealed class PolicyTextConverter : JsonConverter<PolicyText>
{
    public override PolicyText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        PolicyText.Of(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, PolicyText value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Text);
}
