using System.Buffers;
using System.Text.Encodings.Web;
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
    /// <summary>Quotation marks take two bytes instead of six: policy documents are full of them, and nothing here is ever put into HTML.</summary>
    static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public static JsonWriterOptions WriterOptions => new() { Encoder = Encoder };

    /// <summary>A class of its own, so that it is made after what is generated here.</summary>
    static class Compact
    {
        public static readonly EntityJson Json = new(new JsonSerializerOptions(Default.Options) { Encoder = Encoder });
    }

    public static byte[] Serialize(Entity entity) => JsonSerializer.SerializeToUtf8Bytes(entity, TypeOf(entity.Kind));

    public static Entity Deserialize(Accounts.EntityKind kind, ReadOnlySpan<byte> json) =>
        (Entity)JsonSerializer.Deserialize(json, TypeOf(kind))!;

    public static void Write(Utf8JsonWriter writer, Entity entity) => JsonSerializer.Serialize(writer, entity, TypeOf(entity.Kind));

    static JsonTypeInfo TypeOf(Accounts.EntityKind kind) => kind switch
    {
        Accounts.EntityKind.Root => Compact.Json.RootUser,
        Accounts.EntityKind.User => Compact.Json.User,
        Accounts.EntityKind.Group => Compact.Json.Group,
        Accounts.EntityKind.Role => Compact.Json.Role,
        Accounts.EntityKind.ManagedPolicy => Compact.Json.ManagedPolicy,
        Accounts.EntityKind.InstanceProfile => Compact.Json.InstanceProfile,
        Accounts.EntityKind.Bucket => Compact.Json.Bucket,
        Accounts.EntityKind.AccessPoint => Compact.Json.AccessPoint,
        Accounts.EntityKind.VirtualMfaDevice => Compact.Json.VirtualMfaDevice,
        Accounts.EntityKind.ServerCertificate => Compact.Json.ServerCertificate,
        Accounts.EntityKind.PasswordPolicy => Compact.Json.PasswordPolicy,
        Accounts.EntityKind.Name => Compact.Json.GlobalName,
        Accounts.EntityKind.OrganizationSettings => Compact.Json.OrganizationSettings,
        Accounts.EntityKind.Unit => Compact.Json.Unit,
        Accounts.EntityKind.Member => Compact.Json.Member,
        Accounts.EntityKind.OrganizationPolicy => Compact.Json.OrganizationPolicy,
        Accounts.EntityKind.Handshake => Compact.Json.HandshakeRecord,
        Accounts.EntityKind.AccountCreation => Compact.Json.AccountCreation,
        Accounts.EntityKind.Delegation => Compact.Json.Delegation,
        Accounts.EntityKind.Transfer => Compact.Json.TransferRecord,
        Accounts.EntityKind.Membership => Compact.Json.Membership,
        Accounts.EntityKind.ReceivedHandshake => Compact.Json.ReceivedHandshake,
        Accounts.EntityKind.OidcProvider => Compact.Json.OidcProvider,
        Accounts.EntityKind.SamlProvider => Compact.Json.SamlProvider,
        Accounts.EntityKind.OutboundFederation => Compact.Json.OutboundFederation,
        Accounts.EntityKind.AccountSettings => Compact.Json.AccountSettings,
        Accounts.EntityKind.RoleDeletion => Compact.Json.RoleDeletion,
        Accounts.EntityKind.DelegationRequest => Compact.Json.DelegationRequest,
        _ => throw new InvalidOperationException($"Unknown entity kind {kind}."),
    };
}

sealed class PolicyTextConverter : JsonConverter<PolicyText>
{
    public override PolicyText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader is { HasValueSequence: false, ValueIsEscaped: false } ? PolicyText.Of(reader.ValueSpan) : Unescaped(ref reader);

    static PolicyText Unescaped(ref Utf8JsonReader reader)
    {
        var length = reader.HasValueSequence ? checked((int)reader.ValueSequence.Length) : reader.ValueSpan.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            return PolicyText.Of(buffer.AsSpan(0, reader.CopyString(buffer)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public override void Write(Utf8JsonWriter writer, PolicyText value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToUtf8());
}
