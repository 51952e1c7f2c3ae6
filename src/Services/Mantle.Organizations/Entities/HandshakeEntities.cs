using Mantle.Core.Accounts;

namespace Mantle.Organizations.Entities;

/// <summary>What Organizations keeps of an account, as it is stored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault
)]
[JsonSerializable(typeof(ReceivedHandshake))]
sealed partial class HandshakeEntities : JsonSerializerContext
{
    public static EntityDeclarations Declarations => new(Default, typeof(ReceivedHandshake));
}
