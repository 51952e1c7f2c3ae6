namespace Mantle.SignIn.Entities;

/// <summary>The stored entities of AWS Sign-In in an account, and what is sealed into tokens.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault
)]
[JsonSerializable(typeof(AuthorizationCode))]
[JsonSerializable(typeof(RefreshStatement))]
[JsonSerializable(typeof(SignInTicket))]
sealed partial class SignInEntities : JsonSerializerContext
{
    public static EntityDeclarations Declarations => new(Default, typeof(AuthorizationCode));
}
