using System.Text.Json;
using Mantle.Core.Secrets;

namespace Mantle.SignIn.Entities;

/// <summary>What a refresh token states. It is sealed and not stored, so it is refused once what it states no longer holds.</summary>
/// <param name="AccountId">The account of the person.</param>
/// <param name="ClientId">The program that has it.</param>
/// <param name="KeyThumbprint">Thumbprint of the program's key, which must sign every use.</param>
/// <param name="SignIn">The person's sign-in.</param>
sealed record RefreshStatement(string AccountId, string ClientId, string KeyThumbprint, SignInStatement SignIn)
{
    public string Seal(SealedTokens tokens) => tokens.Seal(JsonSerializer.Serialize(this, SignInEntities.Default.RefreshStatement));

    public static RefreshStatement? Open(SealedTokens tokens, string token) =>
        tokens.Open(token) is { } json ? JsonSerializer.Deserialize(json, SignInEntities.Default.RefreshStatement) : null;
}
