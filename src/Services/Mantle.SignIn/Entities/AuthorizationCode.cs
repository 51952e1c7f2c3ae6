using System.Security.Cryptography;
using System.Text;

namespace Mantle.SignIn.Entities;

/// <summary>
/// What a person who signed in allowed a program to fetch, once and soon. The code itself, <c>ACCOUNT.ID.SECRET</c>, is not stored: only a
/// hash of it.
/// </summary>
[Entity(67)]
sealed record AuthorizationCode : Entity
{
    const int SecretBytes = 32;

    /// <summary>How long a code is good for: a person's browser hands it on at once, or the person copies it.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    public override string Key => Id;

    public required string Id { get; init; }

    /// <summary>SHA-256 of the code, in base64.</summary>
    public required string Hash { get; init; }

    /// <summary>The program that may fetch the tokens.</summary>
    public required string ClientId { get; init; }

    public required string RedirectUri { get; init; }

    /// <summary>SHA-256 of the program's verifier, in base64url (<see href="https://www.rfc-editor.org/rfc/rfc7636"/>).</summary>
    public required string CodeChallenge { get; init; }

    /// <summary>The person's sign-in.</summary>
    public required SignInStatement SignIn { get; init; }

    public required DateTimeOffset ExpirationDate { get; init; }

    /// <summary>A new id, the code with it, and the hash to store.</summary>
    public static (string Id, string Code, string Hash) New(AccountId accountId)
    {
        var id = RandomNumberGenerator.GetHexString(20, lowercase: true);
        var code = $"{accountId}.{id}.{RandomNumberGenerator.GetHexString(SecretBytes * 2, lowercase: true)}";
        return (id, code, HashOf(code));
    }

    /// <summary>The account and id of a code; null if the text is none.</summary>
    public static (AccountId AccountId, string Id)? TryParse(string code) =>
        code.Split('.') is [var account, { Length: 20 } id, { Length: SecretBytes * 2 }] && AccountId.TryParse(account, out var parsed)
            ? (parsed, id)
            : null;

    /// <summary>Whether a code is this one. The comparison takes the same time for every text.</summary>
    public bool Is(string code) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(HashOf(code)), Encoding.ASCII.GetBytes(Hash));

    static string HashOf(string code) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(code)));
}
