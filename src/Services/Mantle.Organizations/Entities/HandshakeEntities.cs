using Mantle.Core.Accounts;

namespace Mantle.Organizations.Entities;

/// <summary>The stored entities of Organizations in an account.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault
)]
[JsonSerializable(typeof(ReceivedHandshake))]
sealed partial class HandshakeEntities : JsonSerializerContext
{
    public static EntityDeclarations Declarations => new(Default, typeof(ReceivedHandshake));
}
