using System.Security.Cryptography;
using System.Text;
using Mantle.Core.Accounts;

namespace Mantle.Admin.Workloads;

/// <summary>
/// What a helper presents instead of a signature: <c>mwl.ACCOUNT.REGISTRATION.SECRET</c>, with 256 random bits. Only its hash is stored.
/// </summary>
readonly record struct RegistrationToken(AccountId AccountId, string RegistrationId, string Text)
{
    const string Prefix = "mwl";

    const int SecretBytes = 32;

    /// <summary>A new token, and the hash to store.</summary>
    public static (string Text, string Hash) New(AccountId accountId, string registrationId)
    {
        var text = $"{Prefix}.{accountId}.{registrationId}.{RandomNumberGenerator.GetHexString(SecretBytes * 2, lowercase: true)}";
        return (text, HashOf(text));
    }

    /// <summary>The parts of a token; null if the text is none.</summary>
    public static RegistrationToken? TryParse(string text) =>
        text.Split('.') is [Prefix, var account, var registration, { Length: SecretBytes * 2 }] && AccountId.TryParse(account, out var id)
            ? new RegistrationToken(id, registration, text)
            : null;

    /// <summary>Whether this is the registration's token. The comparison takes the same time for every text.</summary>
    public bool IsOf(WorkloadRegistration registration) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(HashOf(Text)), Encoding.ASCII.GetBytes(registration.TokenHash));

    static string HashOf(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(text)));
}
